import type { zh } from './zh.js';

export type MessageKey = keyof typeof zh;
/** All texts of one language. */
export type Messages = Readonly<Record<MessageKey, string>>;

type Names<S extends string> = S extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never;
/** Messages that need no values. */
export type PlainKey = { [K in MessageKey]: [Names<(typeof zh)[K]>] extends [never] ? K : never }[MessageKey];

/** The values that a message needs, read from the Chinese text. */
export type Values<K extends MessageKey> = [Names<(typeof zh)[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Names<(typeof zh)[K]>, string | number>>];
