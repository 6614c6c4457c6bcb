import { expect, it } from 'vitest';
import { mergeProviders } from './merge-providers.js';
import type { Window, WindowProvider } from './types.js';

const window = (from: number, to: number): Window => ({
  from,
  to,
  skills: [],
  because: { layer: 'duty', source: 'test' },
});

function provider(
  id: string,
  resources: readonly string[],
  windows: readonly Window[],
  capacity = 1,
): WindowProvider {
  return {
    id,
    resources: () => resources.map((r) => ({ id: r, office: 'hall', capacity })),
    windows: () => windows,
    whyClosed: (office) =>
      id === 'b'
        ? { date: '2026-10-01', layer: 'duty', reason: office, source: id, provisional: false }
        : undefined,
  };
}

it('adds up the windows of a resource, as the same array for the same pair', () => {
  const merged = mergeProviders([
    provider('a', ['d1', 'd2'], [window(0, 60)]),
    provider('b', ['d1', 'd3'], [window(60, 90)]),
  ]);
  expect(merged.id).toBe('a+b');
  expect(merged.resources().map((r) => r.id)).toEqual(['d1', 'd2', 'd3']);
  expect(merged.windows('d1', 1).map((w) => w.to)).toEqual([60, 90]);
  expect(merged.windows('d1', 2)).toBe(merged.windows('d1', 1));
  expect(merged.windows('d2', 1).map((w) => w.to)).toEqual([60]);
  expect(merged.windows('none', 1)).toEqual([]);
  expect(merged.whyClosed?.('hall', 1)?.source).toBe('b');
});

it('refuses a resource that two providers describe differently', () => {
  expect(() => mergeProviders([provider('a', ['d1'], []), provider('b', ['d1'], [], 3)])).toThrow(
    /another office or capacity/,
  );
});
