import { describe, expect, it } from 'vitest';
import { centre, office } from '../../test/support/clinic.js';
import { chinaHolidays } from '../time/index.js';
import { calendarsOf } from './calendars.js';

describe('calendars of a centre', () => {
  it('follow the holiday table where the office does', () => {
    const always = office({ id: 'always', onHoliday: 'keep', desks: [] });
    const made = calendarsOf(centre({ offices: [office(), always] }), chinaHolidays());
    expect(made.get('hall')?.day('2026-10-01')).toMatchObject({ kind: 'holiday', open: [] });
    expect(made.get('hall')?.day('2026-09-20').kind).toBe('make-up');
    expect(made.get('hall')?.day('2026-09-20').open).not.toEqual([]);
    expect(made.get('always')?.day('2026-10-01').open).not.toEqual([]);
  });

  it('are made for desks that have rules of their own, and for no others', () => {
    const monday = [{ rule: 'FREQ=WEEKLY;BYDAY=MO', hours: [{ start: 540, end: 600 }] }];
    const desk = { name: 'x', skills: ['id'], capacity: 1 };
    const desks = [
      { ...desk, id: 'own', opening: monday },
      { ...desk, id: 'away' },
      { ...desk, id: 'plain' },
    ];
    const exceptions = [{ id: 'e1', kind: 'closed' as const, from: '2026-09-15', for: ['away'] }];
    const made = calendarsOf(centre({ offices: [office({ desks })], exceptions }));
    expect(made.get('own')?.day('2026-09-14').open).toEqual([{ start: 540, end: 600 }]);
    expect(made.get('own')?.day('2026-09-15').open).toEqual([]);
    expect(made.get('away')?.day('2026-09-15').open).toEqual([]);
    expect(made.get('hall')?.day('2026-09-15').open).not.toEqual([]);
    expect(made.get('plain')).toBeUndefined();
  });
});
