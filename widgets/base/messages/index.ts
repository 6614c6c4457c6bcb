/** Which language to speak, and the words for it. */
import { en } from './en.js';
import type { MessageKey, Messages } from './types.js';
import { zh } from './zh.js';

export type { MessageKey, Messages, PlainKey, Values } from './types.js';

export type Language = 'zh-CN' | 'en';

/** Texts by language; any text may be left out. */
export type MessageOverrides = Readonly<
  Partial<Record<Language, Readonly<Partial<Record<MessageKey, string>>>>>
>;

const built: Readonly<Record<Language, Messages>> = { 'zh-CN': zh, en };

/** The supported language for a BCP 47 tag; undefined for none. */
export const language = (tag: string | null | undefined): Language | undefined =>
  /^zh\b/i.test(tag ?? '') ? 'zh-CN' : /^en\b/i.test(tag ?? '') ? 'en' : undefined;

/** The first override that has the text, else the built-in text, with `{name}` filled in. */
export function say(
  lang: Language,
  key: MessageKey,
  values: Readonly<Record<string, string | number>>,
  ...overrides: readonly (
    | Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>>
    | undefined
  )[]
): string {
  const text = overrides.map((o) => o?.[lang]?.[key]).find((t) => typeof t === 'string') ?? built[lang][key];
  return text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
}
