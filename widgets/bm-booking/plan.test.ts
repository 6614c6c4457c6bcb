import { describe, expect, it } from 'vitest';
import type { ServiceView } from '../../src/client/index.js';
import { check, fromProblem, person } from './form.js';
import { clamp, leavesHold, neighbour, plan, type Situation } from './plan.js';

const service = {
  id: 'a',
  asks: [
    { kind: 'name', required: true },
    { kind: 'note', required: false },
  ],
} as unknown as ServiceView;
const now = (more: Partial<Situation> = {}): Situation => ({
  elder: false,
  fixed: false,
  service,
  offices: 2,
  held: false,
  booked: false,
  ...more,
});

describe('the plan of a visit', () => {
  it('is short by default and one question a page in elder mode', () => {
    expect(plan(now())).toEqual(['service', 'when', 'details', 'done']);
    expect(plan(now({ fixed: true }))).toEqual(['when', 'details', 'done']);
    expect(plan(now({ elder: true, offices: 1 }))).toEqual([
      'service',
      'prepare',
      'day',
      'time',
      'ask-0',
      'ask-1',
      'details',
      'done',
    ]);
  });

  it('never shows a step that lacks what it needs', () => {
    expect(clamp('details', now())).toBe('when');
    expect(clamp('details', now({ held: true }))).toBe('details');
    expect(clamp('done', now())).toBe('when');
    expect(clamp('done', now({ booked: true }))).toBe('done');
    expect(clamp('when', now({ service: undefined }))).toBe('service');
    expect(clamp('ask-1', now({ elder: true }))).toBe('time');
    for (const odd of [undefined, 'constructor', 'ask-99', '']) expect(clamp(odd, now())).toBe('service');
  });

  it('knows the neighbours and when a held time is given up', () => {
    expect(neighbour('service', -1, now())).toBe('service');
    expect(neighbour('when', 1, now())).toBe('details');
    expect([
      leavesHold('details', 'when'),
      leavesHold('ask-1', 'ask-0'),
      leavesHold('details', 'done'),
    ]).toEqual([true, false, false]);
  });
});

describe('the form', () => {
  const asks = service.asks;
  it('names what is missing or wrong, and sends only what was asked for and filled in', () => {
    expect(check(asks, {})).toEqual({ name: 'needName' });
    expect(check(asks, { name: '  ' })).toEqual({ name: 'needName' });
    expect(check(asks, { name: 'Li', note: 'x'.repeat(301) })).toEqual({ note: 'badNote' });
    expect(check([{ kind: 'phone', required: true }], { phone: 'abc' })).toEqual({ phone: 'badPhone' });
    expect(person(asks, { name: ' 李 ', note: ' ', phone: '1' })).toEqual({ name: '李' });
    expect(person([{ kind: 'idNumber', required: true }], { idNumber: '110 105 19491231002X' })).toEqual({
      idNumber: '11010519491231002X',
    });
  });

  it('takes the server’s faults to its own fields', () => {
    const faults = [
      { field: 'person.phone', rule: 'x', message: '' },
      { field: 'hold', rule: 'x', message: '' },
      { field: 'person.toString', rule: '', message: '' },
    ];
    expect(fromProblem({ code: 'bad_input', message: '', field: 'person.name', faults })).toStrictEqual({
      name: 'badName',
      phone: 'badPhone',
    });
  });
});
