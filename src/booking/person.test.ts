import { describe, expect, it } from 'vitest';
import type { Ask } from '../catalog/index.js';
import {
  answersTo,
  faultsOf,
  identifiersOf,
  maskName,
  maskPerson,
  maskPhone,
  normalPhone,
} from './person.js';

const asks: Ask[] = [
  { kind: 'name', required: true },
  { kind: 'phone', required: true },
  { kind: 'idNumber', required: false },
  { kind: 'note', required: false },
];
const good = { name: '张伟', phone: '13812345678' };

describe('answers', () => {
  it('are complete and right', () => expect(faultsOf(asks, good)).toEqual([]));
  it('name every fault with its path', () => {
    expect(
      faultsOf(asks, { name: '  ', idNumber: '11010519491231002Y', email: 'a@b.cn' }).map((f) => [
        f.field,
        f.rule,
      ]),
    ).toEqual([
      ['person.name', 'required'],
      ['person.phone', 'required'],
      ['person.email', 'not_asked'],
    ]);
  });
  it.each([
    ['phone', '12', 'phone'],
    ['phone', '+'.repeat(20), 'phone'],
    ['name', 'a\u0000b', 'text'],
    ['name', 'a\nb', 'text'],
    ['name', '\ud800x', 'text'],
    ['name', 'abc\u202edcba', 'text'],
    ['name', 'x'.repeat(61), 'length'],
    ['idNumber', '11010519491231003X', 'id_number'],
    ['idNumber', 'a<b>c!1', 'id_number'],
    ['note', 'a\u0007', 'text'],
  ] as const)('refuse %s %j by the rule %s', (kind, value, rule) => {
    expect(faultsOf(asks, { ...good, [kind]: value })).toMatchObject([{ field: `person.${kind}`, rule }]);
  });
  it('never repeat what was typed', () => {
    const typed = '<script>alert(1)</script>\u0000';
    expect(
      JSON.stringify(faultsOf(asks, { ...good, name: typed, phone: typed, idNumber: typed })),
    ).not.toContain('script');
  });
  it('accept a right resident id, a passport, and lines in a note', () => {
    expect(faultsOf(asks, { ...good, idNumber: '11010519491231002x', note: '一\n二' })).toEqual([]);
    expect(faultsOf(asks, { ...good, idNumber: 'E12345678' })).toEqual([]);
  });
  it('keep only what is asked, whatever the prototype holds', () => {
    const input = Object.assign(Object.create({ name: 'from the prototype' }), { phone: ' 138 ' });
    expect(answersTo(asks, input)).toEqual({ phone: '138' });
    expect(answersTo([{ kind: 'phone', required: true }], { ...good, email: 'x@y.z' })).toEqual({
      phone: good.phone,
    });
  });
});

describe('identity', () => {
  it.each([
    '138 1234 5678',
    '+86 138-1234-5678',
    '008613812345678',
    '86 138 1234 5678',
    '0138 1234 5678',
    '１３８１２３４５６７８',
  ])('is the same phone: %s', (phone) => {
    expect(identifiersOf({ phone })).toEqual(['phone:13812345678']);
  });
  it('is the id number, in one form, and the phone; the e-mail address only in want of both', () => {
    expect(identifiersOf({ ...good, idNumber: '11010519491231002x', email: 'a@b.cn' })).toEqual([
      'id:11010519491231002X',
      'phone:13812345678',
    ]);
    expect(identifiersOf({ name: '张伟', email: 'A@b.cn' })).toEqual(['email:a@b.cn']);
  });
  it('keeps other countries apart', () => expect(normalPhone('+49 151 1234')).toBe('+491511234'));
  it('is unknown when nothing names the person', () => expect(identifiersOf({ name: '张伟' })).toEqual([]));
});

describe('masks', () => {
  it.each([
    ['张伟', '张*'],
    ['欧阳锋', '欧**'],
    ['Anna Schmidt', 'A**'],
    ['张', '张*'],
    ['👩‍👩‍👧x', '👩‍👩‍👧*'],
  ])('%s as %s', (name, masked) => expect(maskName(name)).toBe(masked));
  it.each([
    ['13812345678', '138****5678'],
    ['+86 13812345678', '138****5678'],
    ['0575123', '****23'],
  ])('%s as %s', (phone, masked) => expect(maskPhone(phone)).toBe(masked));
  it('show nothing else', () =>
    expect(maskPerson({ ...good, idNumber: 'E12345678', note: 'x' })).toEqual({
      name: '张*',
      phone: '138****5678',
    }));
});
