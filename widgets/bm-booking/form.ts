/** What the visitor types: in memory only, checked before it is sent. */
import type { AskView, Problem } from '../../src/client/index.js';
import type { Word } from './messages/index.js';

export type Kind = AskView['kind'];
export type FormValues = Partial<Record<Kind, string>>;
export type FormErrors = Partial<Record<Kind, Word>>;

interface Field {
  readonly label: Word;
  readonly question: Word;
  readonly hint?: Word;
  readonly need: Word;
  readonly bad: Word;
  readonly rule: RegExp;
  /** WCAG 1.3.5: what browsers may fill in. */
  readonly autocomplete: string;
  readonly type: 'text' | 'tel' | 'email';
}

/** Rules as the wire has them; the server has the last word. */
export const fields: Readonly<Record<Kind, Field>> = {
  name: {
    label: 'name',
    question: 'askName',
    need: 'needName',
    bad: 'badName',
    rule: /^.{1,60}$/u,
    autocomplete: 'name',
    type: 'text',
  },
  phone: {
    label: 'phone',
    question: 'askPhone',
    hint: 'hintPhone',
    need: 'needPhone',
    bad: 'badPhone',
    rule: /^\+?\d[\d -]{4,22}$/,
    autocomplete: 'tel',
    type: 'tel',
  },
  idNumber: {
    label: 'idNumber',
    question: 'askIdNumber',
    hint: 'hintIdNumber',
    need: 'needIdNumber',
    bad: 'badIdNumber',
    rule: /^[\dA-Za-z]{6,24}$/,
    autocomplete: 'off',
    type: 'text',
  },
  email: {
    label: 'email',
    question: 'askEmail',
    need: 'needEmail',
    bad: 'badEmail',
    rule: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
    autocomplete: 'email',
    type: 'email',
  },
  note: {
    label: 'note',
    question: 'askNote',
    hint: 'hintNote',
    need: 'needNote',
    bad: 'badNote',
    rule: /^.{0,300}$/s,
    autocomplete: 'off',
    type: 'text',
  },
};

const tidy = (kind: Kind, value: string | undefined) =>
  kind === 'idNumber' ? (value ?? '').replace(/\s/g, '') : (value ?? '').trim();

/** Faults of the questions given, in their order. */
export function check(asks: readonly AskView[], values: FormValues): FormErrors {
  const errors: FormErrors = {};
  for (const { kind, required } of asks) {
    const value = tidy(kind, values[kind]);
    if (!value && required) errors[kind] = fields[kind].need;
    else if (value && !fields[kind].rule.test(value)) errors[kind] = fields[kind].bad;
  }
  return errors;
}

/** What is sent: only what was asked for and filled in. */
export const person = (asks: readonly AskView[], values: FormValues): FormValues =>
  Object.fromEntries(asks.map(({ kind }) => [kind, tidy(kind, values[kind])]).filter(([, value]) => value));

/** The server's faults as faults of our fields. */
export function fromProblem(problem: Problem): FormErrors {
  const names = [problem.field, ...(problem.faults ?? []).map((f) => f.field)];
  const kinds = names
    .flatMap((name) => /^person\.(\w+)/.exec(name ?? '')?.[1] ?? [])
    .filter((k): k is Kind => Object.hasOwn(fields, k));
  return Object.fromEntries(kinds.map((kind) => [kind, fields[kind].bad]));
}
