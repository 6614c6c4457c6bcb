/** Why a time is not offered, as problems for machines and as texts for people. */
import type { WhyNot } from '../availability/index.js';
import type { Problem } from '../problem.js';
import type { LocalText } from '../time/index.js';

/** A reason of the index as a problem. */
export function reasonProblem(reason: WhyNot): Problem {
  switch (reason.code) {
    case 'closed': {
      const { date, layer, reason: why, source, provisional } = reason.closure;
      return {
        code: 'closed',
        message: 'The office is closed that day.',
        field: 'start',
        data: { date, layer, reason: why, source, provisional },
      };
    }
    case 'no_skill':
      return {
        code: 'no_skill',
        message: 'No desk can serve this then.',
        field: 'start',
        data: { missing: reason.missing },
      };
    case 'full':
      return { code: 'slot_taken', message: 'This time is taken.', field: 'start' };
    case 'outside_booking_window':
      return {
        code: 'outside_booking_window',
        message: 'The time cannot be booked now.',
        field: 'start',
        data: { rule: reason.rule },
      };
    case 'channel_quota_used':
      return {
        code: 'channel_quota_used',
        message: 'The places of this channel are used up for the day.',
        data: { quota: reason.quota },
      };
    case 'special_capacity_used':
      return {
        code: 'full',
        message: 'All places of this special opening are taken.',
        data: { capacity: reason.capacity },
      };
    default:
      return {
        code: 'not_offered',
        message: 'The service does not start at this time.',
        field: 'start',
        data: { rule: reason.code },
      };
  }
}

const TEXTS: Readonly<Record<string, LocalText>> = {
  outside_hours: { 'zh-CN': '不在办公时间内', en: 'Outside opening hours' },
  irregular_time: {
    'zh-CN': '因时制调整，这个时间不存在或有歧义',
    en: 'The clocks change: this time does not exist or comes twice',
  },
  off_grid: { 'zh-CN': '这个时间不是预约起点', en: 'Appointments do not start at this minute' },
  ahead: { 'zh-CN': '不在可预约的日期内', en: 'Not within the days that can be booked now' },
  notice: { 'zh-CN': '时间已过或太近，来不及预约', en: 'This time is past or too near' },
  channel: { 'zh-CN': '此渠道不办理该事项预约', en: 'Not bookable through this channel' },
  no_skill: { 'zh-CN': '当时没有能办理的窗口', en: 'No desk can serve this then' },
  service_not_offered: { 'zh-CN': '当天只办理指定事项', en: 'Only selected services that day' },
  full: { 'zh-CN': '已约满', en: 'Fully booked' },
  channel_quota_used: { 'zh-CN': '当天此渠道的号已约完', en: 'This channel has no places left that day' },
  special_capacity_used: {
    'zh-CN': '本次专场的名额已满',
    en: 'All places of this special opening are taken',
  },
};

/** A reason for people: code, text in both languages, and the calendar layer where one spoke. */
export function reasonView(reason: WhyNot | Problem): { code: string; message: LocalText; layer?: string } {
  if (reason.code === 'closed' && 'closure' in reason)
    return { code: 'closed', message: reason.closure.reason, layer: reason.closure.layer };
  const rule = 'data' in reason ? reason.data?.['rule'] : 'rule' in reason ? reason.rule : undefined;
  const text = (typeof rule === 'string' ? TEXTS[rule] : undefined) ?? TEXTS[reason.code];
  return { code: reason.code, message: text ?? reason.code };
}
