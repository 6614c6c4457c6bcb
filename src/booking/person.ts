/** Person data: as little as the service asks, checked, normalised for look-ups, masked for lists. */
import type { Ask, AskKind } from '../catalog/index.js';
import type { Fault } from '../problem.js';

/** What a citizen told us. Stored sealed only. */
export type PersonData = { readonly [K in AskKind]?: string | undefined };

const ASKABLE: readonly AskKind[] = ['name', 'phone', 'idNumber', 'email', 'note'];

/** Only what the service asks, trimmed and NFC; empty answers are no answers. */
export function answersTo(asks: readonly Ask[], input: PersonData): PersonData {
  const kept: { [K in AskKind]?: string } = {};
  for (const { kind } of asks) {
    const value = Object.hasOwn(input, kind) ? input[kind]?.normalize('NFC').trim() : undefined;
    if (value) kept[kind] = value;
  }
  return kept;
}

/** Faults of the answers, all of them, each with its path: required ones missing, and any that was not asked. */
export function faultsOf(asks: readonly Ask[], input: PersonData): readonly Fault[] {
  const faults: Fault[] = [];
  const asked = new Set(asks.map((ask) => ask.kind));
  const answers = answersTo(asks, input);
  for (const { kind, required } of asks) {
    const value = answers[kind];
    if (value === undefined) {
      if (required)
        faults.push({
          field: `person.${kind}`,
          rule: 'required',
          message: `${kind} is required for this service.`,
        });
      continue;
    }
    const rule = shapeFault(kind, value);
    if (rule) faults.push({ field: `person.${kind}`, rule, message: MESSAGES[rule] });
  }
  for (const kind of ASKABLE) {
    if (!asked.has(kind) && Object.hasOwn(input, kind) && input[kind]?.trim())
      faults.push({
        field: `person.${kind}`,
        rule: 'not_asked',
        message: `${kind} is not asked by this service.`,
      });
  }
  return faults;
}

type ShapeRule = 'text' | 'length' | 'phone' | 'id_number' | 'email';

const MESSAGES: Record<ShapeRule, string> = {
  text: 'It must be well-formed text without control characters.',
  length: 'It is too long.',
  phone: 'It must be a phone number: 5 to 15 digits, with an optional + in front.',
  id_number:
    'It must be an id number of 6 to 24 letters and digits; an 18-digit one must have a right check digit.',
  email: 'It must be an e-mail address.',
};

const LONGEST: Record<AskKind, number> = { name: 60, phone: 24, idNumber: 24, email: 120, note: 300 };

/** Controls, line separators, and the marks that turn the reading direction (they can disguise a text). */
const UNPRINTABLE = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

function shapeFault(kind: AskKind, value: string): ShapeRule | undefined {
  if (value.length > LONGEST[kind]) return 'length';
  const plain = kind === 'note' ? value.replaceAll('\n', ' ') : value;
  if (!value.isWellFormed() || UNPRINTABLE.test(plain)) return 'text';
  if (kind === 'phone' && !/^\+?[0-9]{5,15}$/.test(normalPhone(value))) return 'phone';
  if (kind === 'idNumber' && !isIdNumber(value)) return 'id_number';
  if (kind === 'email' && !/^[^\s@<>()",;:\\]+@[^\s@<>()",;:\\.]+(\.[^\s@<>()",;:\\.]+)+$/.test(value))
    return 'email';
  return undefined;
}

/** 18 characters that look like a Chinese resident id must satisfy GB 11643 (ISO 7064 mod 11-2); others only have a shape. */
function isIdNumber(value: string): boolean {
  const id = normalId(value);
  if (!/^[0-9A-Z]{6,24}$/.test(id)) return false;
  if (!/^[0-9]{17}[0-9X]$/.test(id)) return true;
  let sum = 0;
  for (let i = 0; i < 18; i += 1) sum += (id[i] === 'X' ? 10 : Number(id[i])) * (2 ** (17 - i) % 11);
  return sum % 11 === 1;
}

/**
 * Digits with an optional `+`: spaces, dashes and brackets go, so do `+86`, `0086`; `00` becomes `+`. A Chinese mobile
 * number also loses a bare `86` or `0` in front: it is the same telephone.
 */
export function normalPhone(phone: string): string {
  const digits = phone.normalize('NFKC').replace(/[^0-9+]/g, '');
  return digits
    .replace(/^00/, '+')
    .replace(/^\+86/, '')
    .replace(/^(?:86|0)(?=1[3-9][0-9]{9}$)/, '');
}

/** Upper case, without spaces and dashes. */
export const normalId = (id: string): string => id.normalize('NFKC').replace(/[\s-]/g, '').toUpperCase();

/**
 * All that names the person for limits and look-ups: the id number and the phone; the e-mail address only when neither
 * is given. Each counts by itself: an optional one that is invented or left out must not make a new person.
 */
export function identifiersOf(person: PersonData): readonly string[] {
  const found: string[] = [];
  if (person.idNumber) found.push(`id:${normalId(person.idNumber)}`);
  if (person.phone) found.push(`phone:${normalPhone(person.phone)}`);
  if (found.length === 0 && person.email) found.push(`email:${person.email.normalize('NFKC').toLowerCase()}`);
  return found;
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/** `张*`, `欧**`: the first character stays, at most two stars follow. */
export function maskName(name: string): string {
  const chars = Array.from(graphemes.segment(name.trim()), (s) => s.segment);
  return `${chars[0] ?? ''}${'*'.repeat(Math.min(2, Math.max(1, chars.length - 1)))}`;
}

/** `138****5678`; of a short number only the last two digits stay. */
export function maskPhone(phone: string): string {
  const plain = normalPhone(phone);
  return plain.length >= 11 ? `${plain.slice(0, 3)}****${plain.slice(-4)}` : `****${plain.slice(-2)}`;
}

/** What lists and citizens' own views show. */
export function maskPerson(person: PersonData): { readonly name?: string; readonly phone?: string } {
  return {
    ...(person.name ? { name: maskName(person.name) } : {}),
    ...(person.phone ? { phone: maskPhone(person.phone) } : {}),
  };
}
