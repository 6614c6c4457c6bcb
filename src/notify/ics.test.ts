import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { must } from '../problem.js';
import { zoneOf } from '../time/index.js';
import { appointmentIcs, type IcsAppointment } from './ics.js';
import { fold, icsText } from './ics-text.js';

const minutes = (iso: string) => Date.parse(iso) / 60_000;
const appointment = (over: Partial<IcsAppointment> = {}): IcsAppointment => ({
  tenant: 'shangyu',
  booking: 'b1',
  method: 'PUBLISH',
  sequence: 0,
  stamp: Date.parse('2026-09-14T00:05:09Z'),
  start: minutes('2026-09-15T01:00:00Z'),
  end: minutes('2026-09-15T01:30:00Z'),
  zone: must(zoneOf('Asia/Shanghai')),
  language: 'zh-CN',
  summary: '身份证办理',
  location: '人民路 1 号, 1 号窗口',
  description: '请带：户口簿\n电话：0575',
  position: [120.87, 30.03],
  reminder: 1440,
  ...over,
});

/** A reader of its own: unfolds, splits, unescapes. Independent of what writes. */
function read(text: string) {
  expect(text.endsWith('\r\n')).toBe(true);
  const raw = text.slice(0, -2).split('\r\n');
  for (const line of raw) {
    expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
    expect(line).not.toMatch(/[\n\r]/);
    expect(line.isWellFormed()).toBe(true);
  }
  const lines = text.slice(0, -2).replaceAll('\r\n ', '').split('\r\n');
  const value = (name: string) =>
    lines.find((line) => line.startsWith(`${name}:`) || line.startsWith(`${name};`));
  const plain = (name: string) =>
    value(name)
      ?.replace(/^[^:]*:/, '')
      .replace(/\\([\\;,nN])/g, (_, c: string) => (c === 'n' || c === 'N' ? '\n' : c));
  return { lines, value, plain };
}

describe('a calendar file', () => {
  it('has what an appointment needs', () => {
    const { lines, value, plain } = read(appointmentIcs(appointment()));
    expect(lines.slice(0, 5)).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//bianmin//appointments//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
    ]);
    expect(lines.filter((line) => line.startsWith('DTSTART;'))).toEqual([
      'DTSTART;TZID=Asia/Shanghai:20260915T090000',
    ]);
    expect(value('DTEND')).toBe('DTEND;TZID=Asia/Shanghai:20260915T093000');
    expect(value('DTSTAMP')).toBe('DTSTAMP:20260914T000509Z');
    expect(value('SUMMARY')).toBe('SUMMARY;LANGUAGE=zh-CN:身份证办理');
    expect(value('GEO')).toBe('GEO:30.030000;120.870000');
    expect(plain('LOCATION')).toBe('人民路 1 号, 1 号窗口');
    expect(plain('DESCRIPTION')).toBe('请带：户口簿\n电话：0575');
    expect(value('TRIGGER')).toBe('TRIGGER:-PT1440M');
    expect(value('STATUS')).toBe('STATUS:CONFIRMED');
  });
  it('keeps its UID over moves and cancellation, and shows no id', () => {
    const made = [
      appointment(),
      appointment({ sequence: 1, start: minutes('2026-09-16T01:00:00Z') }),
      appointment({ method: 'CANCEL', sequence: 2 }),
    ].map((a) => read(appointmentIcs(a)));
    expect(new Set(made.map((file) => file.value('UID'))).size).toBe(1);
    expect(made[0]?.value('UID')).toMatch(/^UID:[0-9a-f]{32}@shangyu$/);
    expect(made.map((file) => file.value('SEQUENCE'))).toEqual(['SEQUENCE:0', 'SEQUENCE:1', 'SEQUENCE:2']);
    expect(made[2]?.value('STATUS')).toBe('STATUS:CANCELLED');
    expect(made[2]?.lines).not.toContain('BEGIN:VALARM');
    expect(read(appointmentIcs(appointment({ booking: 'b2' }))).value('UID')).not.toBe(made[0]?.value('UID'));
  });
  it('brings its zone: fixed in Shanghai', () => {
    const { lines } = read(appointmentIcs(appointment()));
    const zone = lines.slice(lines.indexOf('BEGIN:VTIMEZONE'), lines.indexOf('END:VTIMEZONE') + 1);
    expect(zone.filter((line) => line === 'BEGIN:STANDARD')).toHaveLength(1);
    expect(zone).toContain('TZOFFSETTO:+0800');
    expect(zone).not.toContain('BEGIN:DAYLIGHT');
  });
  it('brings its zone: summer time in Berlin, onsets by the old clock', () => {
    const { lines } = read(appointmentIcs(appointment({ zone: must(zoneOf('Europe/Berlin')) })));
    const at = lines.indexOf('DTSTART:20260329T020000');
    expect(lines.slice(at - 1, at + 5)).toEqual([
      'BEGIN:DAYLIGHT',
      'DTSTART:20260329T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'TZNAME:UTC+0200',
      'END:DAYLIGHT',
    ]);
    expect(lines).toContain('DTSTART:20261025T030000');
    expect(lines.filter((line) => line.startsWith('DTSTART;'))).toEqual([
      'DTSTART;TZID=Europe/Berlin:20260915T030000',
    ]);
  });
  it('lets no text add a line, whatever it is', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom(
          '\r',
          '\n',
          '\u2028',
          '\u0085',
          '\u0000',
          '\ud800',
          '\\',
          ';',
          ',',
          ':',
          ' ',
          '便',
          '😀',
          'END:VEVENT',
        ),
      }),
    );
    const shape = read(appointmentIcs(appointment())).lines.map((line) => /^[A-Z-]+/.exec(line)?.[0]);
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        fc.pre(b !== '' && c !== '');
        const { lines, plain } = read(
          appointmentIcs(appointment({ summary: a, location: b, description: c })),
        );
        expect(lines.map((line) => /^[A-Z-]+/.exec(line)?.[0])).toEqual(shape);
        const mended = a
          .toWellFormed()
          .replace(/\r\n?|[\n\u2028\u2029\u0085]/g, '\n')
          .replace(/(?!\n)\p{Cc}/gu, '');
        expect(plain('SUMMARY')).toBe(mended);
      }),
      { numRuns: 150 },
    );
  });
  it('takes no language or organiser that is more than one', () => {
    const made = appointmentIcs(
      appointment({ language: 'en:X\r\nEVIL', organiser: 'mailto:a@b.cn\r\nEVIL:1' }),
    );
    expect(made).not.toContain('EVIL');
    expect(
      appointmentIcs(appointment({ method: 'REQUEST', organiser: 'mailto:hall@example.org' })),
    ).toContain('ORGANIZER:mailto:hall@example.org');
  });
});

describe('folding', () => {
  it('never splits a character and never passes 75 octets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        const folded = fold(icsText(text));
        for (const line of folded.split('\r\n'))
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
        expect(folded.replaceAll('\r\n ', '')).toBe(icsText(text));
      }),
    );
  });
});
