/** Default reasons in zh-CN and en, for layers that bring no words of their own. */
import type { LocalText } from '../types.js';

const DAYS_ZH = ['一', '二', '三', '四', '五', '六', '日'];
const DAYS_EN = ['Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays', 'Sundays'];

const both = (zh: string, en: string): LocalText => ({ 'zh-CN': zh, en });

/** A text in one language; the other language, then nothing, where it is missing. */
export function textIn(text: LocalText | undefined, language: 'zh-CN' | 'en'): string {
  if (text === undefined || typeof text === 'string') return text ?? '';
  return text[language] ?? text['zh-CN'] ?? text.en ?? '';
}

/** ISO weekday 1–7. */
export const notOnWeekday = (weekday: number): LocalText =>
  both(`星期${DAYS_ZH[weekday - 1]}不开放`, `Not open on ${DAYS_EN[weekday - 1]}`);

export const noHours = both('这一天没有安排开放时间', 'No opening hours are set for this date');

export const holidayOff = (name: LocalText): LocalText =>
  both(`${textIn(name, 'zh-CN')}放假`, `Closed for ${textIn(name, 'en')}`);

export const makeUpDay = (name: LocalText): LocalText =>
  both(`${textIn(name, 'zh-CN')}调休上班`, `Working day in place of a day off for ${textIn(name, 'en')}`);

export const closedByNotice = both('临时关闭', 'Closed by notice');
export const otherHours = both('开放时间调整', 'Other hours by notice');
export const specialOpening = both('专场开放', 'Special opening');

export function movedAway(date: string | undefined, office: string | undefined): LocalText {
  const zh = [date, office].filter(Boolean).join(' ');
  const en = [date && `to ${date}`, office && `to ${office}`].filter(Boolean).join(', ');
  return both(`改到 ${zh}`, `Moved ${en}`);
}

export const movedHere = (date: string): LocalText => both(`由 ${date} 改来`, `Moved here from ${date}`);
