import type { zh } from './zh.js';

/** A table of texts in Chinese; the English one has the same keys. */
export type Table = Readonly<Record<string, string>>;

export type MessageKey = keyof typeof zh;
/** What all widgets say, in one language. */
export type Messages = Readonly<Record<MessageKey, string>>;

type Names<S> = S extends `${string}{${infer N}}${infer Rest}` ? N | Names<Rest> : never;
/** Keys of the messages that need no values. */
export type Plain<T extends Table> = { [K in keyof T]: [Names<T[K]>] extends [never] ? K : never }[keyof T];
export type PlainKey = Plain<typeof zh>;

/** The values that a message needs, read from the Chinese text. */
export type Values<T extends Table, K extends keyof T> = [Names<T[K]>] extends [never]
  ? []
  : [values: Readonly<Record<Names<T[K]>, string | number>>];
