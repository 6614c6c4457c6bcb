import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readCentre } from './read.js';

const TEN = readFileSync(new URL('../../../examples/ten-lines/centre.yaml', import.meta.url), 'utf8');
const read = (text: string, format: 'yaml' | 'json' = 'yaml') => readCentre(text, { format });
const faults = (text: string, format: 'yaml' | 'json' = 'yaml') => {
  const result = read(text, format);
  return result.ok ? [] : result.problem.faults;
};
/** A sound centre with one more or another line. */
const base = (more: string, without = /^$/) =>
  `${TEN.split('\n')
    .filter((line) => !without.test(line))
    .join('\n')}\n${more}\n`;

describe('readCentre', () => {
  it('reads a centre of ten lines with sensible defaults and no warning', () => {
    expect(TEN.trim().split('\n')).toHaveLength(10);
    const result = read(TEN);
    if (!result.ok) throw new Error(JSON.stringify(result.problem));
    const { centre, warnings } = result.value;
    expect(warnings).toEqual([]);
    expect(centre.holidays).toEqual({ country: 'CN' });
    expect(centre.grid).toBe(5);
    expect(centre.offices[0]?.name).toBe(centre.name);
    expect(centre.offices[0]?.desks.map((d) => d.id)).toEqual(['hall-1', 'hall-2', 'hall-3']);
    expect(centre.offices[0]?.opening).toEqual([
      {
        rule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR',
        hours: [
          { start: 540, end: 720 },
          { start: 810, end: 1050 },
        ],
      },
    ]);
    expect(centre.services[0]).toMatchObject({
      minutes: 20,
      before: 0,
      after: 0,
      step: 15,
      skills: [],
      documents: [],
    });
  });

  it('reads the same centre from JSON', () => {
    const result = read(TEN);
    if (!result.ok) throw new Error('unexpected');
    const json = JSON.stringify(
      {
        tenant: 'qingshan',
        name: '青山社区便民服务站',
        zone: 'Asia/Shanghai',
        offices: [{ id: 'hall', opening: 'mon-fri 09:00-12:00 13:30-17:30', desks: 3 }],
        services: [
          { id: 'residence', name: '居住证办理', minutes: 20 },
          { id: 'pension', name: '养老待遇认证', minutes: 10 },
        ],
      },
      null,
      '\t',
    );
    expect(read(json, 'json')).toEqual(result);
  });

  it('tells all mistakes at once, in the order of the file', () => {
    const text = base('exceptions:\n  - { kind: closed, date: 2026-02-30, resaon: x }\npolcy: {}').replace(
      'mon-fri 09',
      'mon-fry 09',
    );
    expect(faults(text).map((f) => [f.field, f.rule, f.line, f.column])).toEqual([
      ['offices[0].opening', 'format', 6, 14],
      ['exceptions[0].date', 'date', 12, 27],
      ['exceptions[0].resaon', 'unknown_key', 12, 39],
      ['polcy', 'unknown_key', 13, 1],
    ]);
    expect(faults(text).at(-1)?.suggestion).toBe('did you mean `policy`?');
  });

  describe('ids of exceptions that have none', () => {
    const offices = (text: string) =>
      text.replace('services:', '  - { id: b, opening: daily 9:00-12:00 }\nservices:');
    const ids = (...lines: readonly string[]) => {
      const result = read(offices(base(`exceptions:\n${lines.map((l) => `  - { ${l} }`).join('\n')}`)));
      if (!result.ok) throw new Error(JSON.stringify(result.problem));
      return result.value.centre.exceptions.map((e) => e.id);
    };
    const at = 'kind: closed, date: 2026-10-09, reason: x';

    it('differ by place, and by a count only where all is alike', () => {
      expect(ids(at, `${at}, for: hall`, `${at}, for: b`, `${at}, for: [hall, b]`, `${at}, for: b`)).toEqual([
        'closed-2026-10-09',
        'closed-2026-10-09-hall',
        'closed-2026-10-09-b',
        'closed-2026-10-09-b-hall',
        'closed-2026-10-09-b.2',
      ]);
    });

    it('do not depend on the entries around them, and give way to an id that is written', () => {
      expect(ids(`${at}, for: b`, `${at}, for: hall`)).toEqual(
        ids(`${at}, for: hall`, `${at}, for: b`).reverse(),
      );
      expect(ids(at, `${at}, id: closed-2026-10-09, for: b`)).toEqual([
        'closed-2026-10-09.2',
        'closed-2026-10-09',
      ]);
    });
  });

  it('refuses YAML where JSON was promised', () => {
    expect(faults('{"tenant": "x",}', 'json')).toMatchObject([{ rule: 'syntax', line: 1, column: 16 }]);
    expect(faults('tenant: x', 'json')).toMatchObject([{ rule: 'syntax', line: 1 }]);
  });
});
