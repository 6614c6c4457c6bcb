/** Which language to speak, and the words for it. */
import { en } from './en.js';
import type { MessageKey } from './types.js';
import { zh } from './zh.js';

export type { MessageKey, Messages, Plain, PlainKey, Table, Values } from './types.js';
export type { zh } from './zh.js';

export type Language = 'zh-CN' | 'en';

/** Texts by language. */
export type Texts<K extends string = string> = Readonly<Record<Language, Readonly<Record<K, string>>>>;

/** Texts by language; any may be left out. */
export type MessageOverrides<K extends string = MessageKey> = Readonly<
  Partial<Record<Language, Readonly<Partial<Record<K, string>>>>>
>;

/** What all widgets say. */
export const shared: Texts<MessageKey> = { 'zh-CN': zh, en };

/** The supported language for a BCP 47 tag; undefined for none. */
export const language = (tag: string | null | undefined): Language | undefined =>
  /^zh\b/i.test(tag ?? '') ? 'zh-CN' : /^en\b/i.test(tag ?? '') ? 'en' : undefined;

/** Puts the values into `{name}` marks. */
export const fill = (text: string, values: Readonly<Record<string, string | number>> = {}): string =>
  text.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? whole));
