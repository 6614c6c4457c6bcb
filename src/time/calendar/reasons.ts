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

const HAN = /\p{Script=Han}/u;
const LATIN = /\p{Script=Latin}/u;
const KANA = /\p{Script=Hiragana}|\p{Script=Katakana}/u;

/** A name fit for a sentence in that language; a bare string goes by its letters. Nothing rather than a mixture. */
function nameIn(name: LocalText, language: 'zh-CN' | 'en'): string | undefined {
  if (typeof name !== 'string') return name[language];
  const fits =
    language === 'zh-CN'
      ? HAN.test(name) && !LATIN.test(name) && !KANA.test(name)
      : LATIN.test(name) && !HAN.test(name) && !KANA.test(name);
  return fits ? name : undefined;
}

/** General words stand in for the name in a language that has none. */
export function holidayOff(name: LocalText): LocalText {
  const en = nameIn(name, 'en') ?? 'a public holiday';
  return both(`${nameIn(name, 'zh-CN') ?? '公共假日'}放假`, `Closed for ${en}`);
}

export function makeUpDay(name: LocalText): LocalText {
  const en = nameIn(name, 'en');
  return both(
    `${nameIn(name, 'zh-CN') ?? ''}调休上班`,
    `Working day in place of a day off${en === undefined ? '' : ` for ${en}`}`,
  );
}

export const closedByNotice = both('临时关闭', 'Closed by notice');
export const otherHours = both('开放时间调整', 'Other hours by notice');
export const specialOpening = both('专场开放', 'Special opening');

export function movedAway(date: string | undefined, office: string | undefined): LocalText {
  const zh = [date, office].filter(Boolean).join(' ');
  const en = [date && `to ${date}`, office && `to ${office}`].filter(Boolean).join(', ');
  return both(`改到 ${zh}`, `Moved ${en}`);
}

export const movedHere = (date: string): LocalText => both(`由 ${date} 改来`, `Moved here from ${date}`);
