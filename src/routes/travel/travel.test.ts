import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { calibrate, estimateLeg, type MeasuredLeg } from './calibrate.js';
import { project, shippedFit, straightMetres } from './estimate.js';
import { type FetchJson, osrmTable } from './osrm.js';

const shanghai = { lon: 121.4737, lat: 31.2304 };
const hangzhou = { lon: 120.1551, lat: 30.2741 };

describe('estimate', () => {
  it('measures the great circle', () => {
    expect(straightMetres(shanghai, hangzhou) / 1000).toBeCloseTo(164.6, 0);
  });

  it('projects an area of a hundred kilometres within a thousandth', () => {
    const points = [shanghai, { lon: 121.9, lat: 31.0 }, { lon: 121.0, lat: 31.6 }];
    const { x, y } = project(points);
    for (const [i, j] of [
      [0, 1],
      [1, 2],
    ] as const) {
      const flat = Math.hypot(x[i]! - x[j]!, y[i]! - y[j]!);
      expect(Math.abs(flat / straightMetres(points[i]!, points[j]!) - 1)).toBeLessThan(2e-3);
    }
  });

  it('keeps an area over the date line together', () => {
    const { x } = project([
      { lon: 179.9, lat: 0 },
      { lon: -179.9, lat: 0 },
    ]);
    expect(Math.abs(x[0]! - x[1]!)).toBeLessThan(23_000);
  });
});

describe('calibrate', () => {
  const legs = (fit: typeof shippedFit): MeasuredLeg[] =>
    Array.from({ length: 30 }, (_, i) => {
      const to = { lon: 121.4737 + (i + 1) * 0.004, lat: 31.2304 + (i % 3) * 0.002 };
      return { from: shanghai, to, ...estimateLeg(shanghai, to, fit) };
    });

  it('finds the fit that legs were made with, a few odd ones not minding', () => {
    const fit = { overhead: 120, detour: 1.5, speed: 8 };
    const odd = legs(fit).map((l, i) => (i % 10 === 0 ? { ...l, seconds: l.seconds * 5 } : l));
    const found = calibrate(odd);
    if (!found.ok) throw new Error('refused');
    expect(found.value.detour).toBeCloseTo(1.5, 1);
    expect(found.value.speed).toBeCloseTo(8, 0);
    expect(Math.abs(found.value.overhead - 120)).toBeLessThan(30);
  });

  it('refuses too few legs and legs that make no sense', () => {
    expect(calibrate(legs(shippedFit).slice(0, 5)).ok).toBe(false);
    const backwards = legs(shippedFit).map((l, i) => ({ ...l, seconds: 1000 - i }));
    expect(calibrate(backwards).ok).toBe(false);
  });

  const file = new URL('../../../../shared/data/vans/wiltshire-legs.csv', import.meta.url);
  it.runIf(existsSync(file))('does on real legs at least as well as the shipped fit', () => {
    const rows = readFileSync(file, 'utf8')
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((r) => r.split(',').slice(-6).map(Number));
    const real = rows.map(([a, b, c, d, metres, seconds]) => ({
      from: { lat: a!, lon: b! },
      to: { lat: c!, lon: d! },
      metres: metres!,
      seconds: seconds!,
    }));
    const fit = calibrate(real);
    if (!fit.ok) throw new Error('refused');
    const near = (f: typeof shippedFit) =>
      real.filter((l) => Math.abs(estimateLeg(l.from, l.to, f).seconds / l.seconds - 1) < 0.25).length;
    expect(near(fit.value)).toBeGreaterThanOrEqual(near(shippedFit));
  });
});

describe('OSRM table', () => {
  const points = Array.from({ length: 5 }, (_, i) => ({ lon: 121 + i / 100, lat: 31 }));
  /** Answers as a server would: |i - j| minutes and kilometres; no way from the first to the last point. */
  const server: FetchJson = async (url) => {
    const at = new URL(url);
    const xs = at.pathname
      .split('/')
      .at(-1)!
      .split(';')
      .map((p) => Math.round((Number(p.split(',')[0]) - 121) * 100));
    const pick = (key: string) =>
      at.searchParams
        .get(key)!
        .split(';')
        .map((i) => xs[Number(i)]!);
    const table = (unit: number) =>
      pick('sources').map((a) =>
        pick('destinations').map((b) => (a === 0 && b === 4 ? null : Math.abs(a - b) * unit)),
      );
    return {
      ok: true,
      status: 200,
      json: async () => ({ code: 'Ok', durations: table(60), distances: table(1000) }),
    };
  };

  it('puts a table together from blocks', async () => {
    const result = await osrmTable(points, { base: 'https://roads.example.org/', fetch: server, block: 4 });
    if (!result.ok) throw new Error('refused');
    const { seconds, metres } = result.value as {
      seconds: { cells: Int32Array };
      metres: { cells: Int32Array };
    };
    expect([...seconds.cells.slice(0, 5)]).toEqual([0, 60, 120, 180, -1]);
    expect(metres.cells[4 * 5 + 1]).toBe(3000);
  });

  it.each([
    ['a server error', async () => ({ ok: false, status: 502, json: async () => ({}) })],
    ['no connection', () => Promise.reject(new Error('refused'))],
    ['nonsense', async () => ({ ok: true, status: 200, json: async () => ({ durations: [[Number.NaN]] }) })],
  ] as [string, FetchJson][])('answers %s with a problem', async (_, fetch) => {
    const result = await osrmTable(points, { base: 'https://roads.example.org', fetch });
    expect(result.ok).toBe(false);
    if (!result.ok) expect(result.problem.code).toBe('store_busy');
  });
});
