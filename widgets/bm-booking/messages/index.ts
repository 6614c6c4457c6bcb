/** The words of this widget, on top of the shared ones. */
import { type Plain, shared, type zh as sharedZh, type Texts } from '../../base/messages/index.js';
import { en } from './en.js';
import { zh } from './zh.js';

export type BookingTable = typeof sharedZh & typeof zh;
/** Any text of this widget that a page may override. */
export type BookingKey = keyof BookingTable;
/** Messages that need no values. */
export type Word = Plain<BookingTable>;

export const texts: Texts<BookingKey> = {
  'zh-CN': { ...shared['zh-CN'], ...zh },
  en: { ...shared.en, ...en },
};
