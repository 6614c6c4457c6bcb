import { describe, expect, it } from 'vitest';
import { centre, clinic, office, service, web } from '../../test/support/clinic.js';
import type { Centre } from '../catalog/index.js';
import { must } from '../problem.js';
import { chinaHolidays, dayOf, formatDate } from '../time/index.js';
import { calendarsOf, workingDaysOf } from './calendars.js';
import { createSite } from './site.js';

const hours = [{ start: 540, end: 690 }];
const weekly = (days: string) => [{ rule: `FREQ=WEEKLY;BYDAY=${days}`, hours }];
const open = (days: string, over: Partial<Centre> = {}) =>
  centre({ offices: [office({ opening: weekly(days) })], ...over });

function windowOf(of: Centre, today: string, provider = chinaHolidays()) {
  const site = createSite(of, calendarsOf(of, provider), workingDaysOf(of, provider));
  const { first, last } = site.bookable(site.services.get('id-card')!, 'hall', dayOf(today));
  return [formatDate(first), formatDate(last)];
}

describe('1 to 5 working days ahead', () => {
  // 20 (make-up Sunday), 21, 22, 23 and 24 September; the Mid-Autumn days off that follow belong to the window.
  const midAutumn = ['2026-09-20', '2026-09-27'];

  it.each([
    'MO,TU,WE,TH,FR',
    'MO,TU,WE,TH,FR,SA',
    'MO,TU,WE,TH,FR,SA,SU',
    'TU,TH',
    'SU',
  ])('is the same for an office open on %s', (days) =>
    expect(windowOf(open(days), '2026-09-18')).toEqual(midAutumn));

  it('minds neither closures of the office nor an office that keeps its hours on holidays', () => {
    const exceptions = [{ id: 'works', kind: 'closed' as const, from: '2026-09-19', to: '2026-09-23' }];
    expect(windowOf(open('MO,TU,WE,TH,FR', { exceptions }), '2026-09-18')).toEqual(midAutumn);
    const always = office({ opening: weekly('MO,TU,WE,TH,FR'), onHoliday: 'keep' });
    expect(windowOf(centre({ offices: [always] }), '2026-09-18')).toEqual(midAutumn);
  });

  it('leaps over National Day and counts its make-up Saturday', () => {
    expect(windowOf(open('MO,TU,WE,TH,FR,SA'), '2026-09-30')).toEqual(['2026-10-08', '2026-10-13']);
  });

  it('is plain Monday to Friday without a table, and where a year is not published', () => {
    const plain = open('MO,TU,WE,TH,FR,SA', { holidays: { country: 'none' } });
    const site = createSite(plain, calendarsOf(plain), workingDaysOf(plain));
    const { first, last } = site.bookable(site.services.get('id-card')!, 'hall', dayOf('2026-09-18'));
    expect([first, last].map(formatDate)).toEqual(['2026-09-21', '2026-09-27']);
    expect(windowOf(open('SA'), '2027-10-01')).toEqual(['2027-10-04', '2027-10-10']);
  });

  it('offers a special opening on the days off that follow the last working day', async () => {
    const special = { id: 'moon', kind: 'open' as const, from: '2026-09-26', hours };
    const { app } = clinic({
      centre: open('MO,TU,WE,TH,FR', { exceptions: [special], services: [service()] }),
      now: '2026-09-18T10:00',
    });
    const { days } = must(await app.slots('id-card', {}, 'web'));
    expect(days.map((day) => day.date).slice(-2)).toEqual(['2026-09-24', '2026-09-26']);
    const held = { service: 'id-card', office: 'hall', holder: 'holder-00000000000000000001' };
    expect((await app.hold({ ...held, start: '2026-09-26T09:00' }, web)).ok).toBe(true);
    expect(await app.hold({ ...held, start: '2026-09-28T09:00' }, web)).toMatchObject({ ok: false });
  });
});
