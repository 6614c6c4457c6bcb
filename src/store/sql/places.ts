/**
 * Sections of the apply statement for what is scarce: claim cells and counted places. A few rows go as plain
 * values, many as arrays; with plain values a server may plan once and keep the plan.
 */
import type { Plan } from '../plan.js';
import { type Mark, type Part, times, wrote } from './parts.js';

/** Up to here rows are written out in the text. */
const FEW_CELLS = 48;
const FEW_ROWS = 16;

const lengths = (spans: Plan['take']): readonly number[] => spans.map((span) => span.to - span.from);

/**
 * Cells in the order of the keys. A cell that is taken ends the statement by itself (23505), after waiting for
 * whoever is writing it: the same as `ON CONFLICT DO NOTHING` and a count, for a fifth less of the server's work.
 */
export const take: Part = {
  shape: (plan) => (plan.takeCells > FEW_CELLS ? 'many' : lengths(plan.take).join('+')),
  sql: ($, plan) => {
    const few = plan.takeCells <= FEW_CELLS;
    return {
      ctes: [
        `tak AS (INSERT INTO bm_claim (tenant, resource, cell, booking, kind)
          ${few ? cellValues($, lengths(plan.take)) : cellSeries($)} RETURNING 1)`,
      ],
      guard: `WHEN ${wrote('tak')} <> ${few ? plan.takeCells : `${$(5)}::int`} THEN 'claim'`,
    };
  },
  values: ({ take: t, takeCells }) =>
    takeCells <= FEW_CELLS
      ? t.flatMap((s) => [s.resource, s.from, s.booking, s.kind])
      : [...spanArrays(t), t.map((s) => s.kind), takeCells],
};

const cellValues = ($: Mark, cells: readonly number[]): string => {
  const rows = cells.flatMap((count, s) => {
    const [resource, first, booking, kind] = times(4, (i) => $(4 * s + i));
    return times(count, (i) => `($1,${resource},${first}::int + ${i},${booking},${kind})`);
  });
  return `VALUES ${rows.join(',')}`;
};

const cellSeries = ($: Mark): string => `SELECT $1, u.resource, g.cell, u.booking, u.kind
  FROM unnest(${$(0)}::text[], ${$(1)}::int[], ${$(2)}::int[], ${$(3)}::text[], ${$(4)}::text[])
    WITH ORDINALITY AS u(resource, first, past, booking, kind, place), generate_series(u.first, u.past - 1) AS g(cell)
  ORDER BY u.place, g.cell`;

const spanArrays = (spans: Plan['take']): unknown[][] => [
  spans.map((s) => s.resource),
  spans.map((s) => s.from),
  spans.map((s) => s.to),
  spans.map((s) => s.booking),
];

/** Cells that pass from one booking or kind to another. */
export const move: Part = {
  shape: (plan) => (plan.move.length ? 'some' : ''),
  sql: ($) => ({
    ctes: [
      `mov AS (UPDATE bm_claim c SET booking = u.booking, kind = u.kind
        FROM unnest(${$(0)}::text[], ${$(1)}::int[], ${$(2)}::text[], ${$(3)}::text[], ${$(4)}::text[])
          AS u(resource, cell, old, booking, kind)
        WHERE c.tenant = $1 AND c.resource = u.resource AND c.cell = u.cell AND c.booking = u.old RETURNING 1)`,
    ],
    guard: `WHEN ${wrote('mov')} <> cardinality(${$(0)}::text[]) THEN 'claim'`,
  }),
  values: ({ move: m }) => [
    m.map((c) => c.resource),
    m.map((c) => c.cell),
    m.map((c) => c.from),
    m.map((c) => c.booking),
    m.map((c) => c.kind),
  ],
};

/** After what is taken: whoever cannot take keeps what it has and waits for nobody. */
export const free: Part = {
  shape: ({ free: f }) => (f.length > FEW_ROWS ? 'many' : lengths(f).join('+')),
  sql: ($, { free: f }) => {
    const many = f.length > FEW_ROWS;
    const short = many
      ? `${wrote('fre')} <> ${$(4)}::int`
      : f.map((span, i) => `${wrote(`fre${i}`)} <> ${span.to - span.from}`).join(' OR ');
    return {
      ctes: many ? [freeMany($)] : f.map((_, i) => freeOne($, i)),
      guard: `WHEN ${short} THEN 'claim'`,
    };
  },
  values: ({ free: f, freeCells }) =>
    f.length > FEW_ROWS
      ? [...spanArrays(f), freeCells]
      : f.flatMap((span) => [span.resource, span.from, span.to, span.booking]),
};

const freeOne = ($: Mark, i: number): string =>
  `fre${i} AS (DELETE FROM bm_claim WHERE tenant = $1 AND resource = ${$(4 * i)} AND cell >= ${$(4 * i + 1)}
    AND cell < ${$(4 * i + 2)} AND booking = ${$(4 * i + 3)} RETURNING 1)`;

const freeMany = ($: Mark): string => `fre AS (DELETE FROM bm_claim c
  USING unnest(${$(0)}::text[], ${$(1)}::int[], ${$(2)}::int[], ${$(3)}::text[]) AS u(resource, first, past, booking)
  WHERE c.tenant = $1 AND c.resource = u.resource AND c.cell >= u.first AND c.cell < u.past
    AND c.booking = u.booking RETURNING 1)`;

/**
 * Up and down in one upsert. A place that goes down is proposed with cap 0, so that it shows when there was
 * no such row; a place that goes up beyond its cap is not proposed at all. Missing places are told by number.
 */
export const counts: Part = {
  shape: ({ counts: c }) => (c.length > FEW_ROWS ? 'many' : c.length ? String(c.length) : ''),
  sql: ($, { counts: c }) => {
    const many = c.length > FEW_ROWS;
    const places = many ? placeArrays($) : placeValues($, c.length);
    return {
      ctes: [
        `cou AS (INSERT INTO bm_counted AS c (tenant, pool, bucket, used, cap, step)
          SELECT $1, u.pool, u.bucket, greatest(u.step, 0), CASE WHEN u.step > 0 THEN u.cap ELSE 0 END, u.step
          FROM ${places} WHERE u.step <= u.cap ORDER BY u.place
          ON CONFLICT (tenant, pool, bucket) DO UPDATE SET used = c.used + excluded.step,
            cap = CASE WHEN excluded.step > 0 THEN excluded.cap ELSE c.cap END, step = excluded.step
          WHERE c.used + excluded.step >= 0 AND (excluded.step < 0 OR c.used + excluded.step <= excluded.cap)
          RETURNING c.pool, c.bucket, c.cap)`,
      ],
      guard: `WHEN (SELECT count(*) FROM cou WHERE cap > 0) <> ${many ? `cardinality(${$(0)}::text[])` : c.length}
        THEN 'capacity:' || (SELECT string_agg(u.place::text, ',' ORDER BY u.place) FROM ${places} WHERE NOT EXISTS
          (SELECT 1 FROM cou WHERE cou.cap > 0 AND cou.pool = u.pool AND cou.bucket = u.bucket))`,
    };
  },
  values: ({ counts: c }) =>
    c.length > FEW_ROWS
      ? [c.map((s) => s.pool), c.map((s) => s.bucket), c.map((s) => s.step), c.map((s) => s.cap)]
      : c.flatMap((s) => [s.pool, s.bucket, s.step, s.cap]),
};

/** Places are numbered from 1, in the order of the plan. */
const placeArrays = ($: Mark): string =>
  `unnest(${$(0)}::text[], ${$(1)}::int[], ${$(2)}::int[], ${$(3)}::int[])
    WITH ORDINALITY AS u(pool, bucket, step, cap, place)`;

const placeValues = ($: Mark, count: number): string => {
  const row = (i: number) => [
    `${$(4 * i)}::text`,
    ...times(3, (c) => `${$(4 * i + 1 + c)}::int`),
    String(i + 1),
  ];
  return `(VALUES ${times(count, (i) => `(${row(i).join(',')})`).join(',')}) AS u(pool, bucket, step, cap, place)`;
};
