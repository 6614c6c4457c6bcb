/** Bounds of what is accepted; beyond them an input is a mistake or an attack. Seconds, metres, counts. */
export const limits = {
  vehicles: 5_000,
  shifts: 20,
  routes: 20_000,
  stops: 100_000,
  breaks: 50,
  windows: 100,
  skills: 1_000,
  dims: 16,
  amount: 100_000_000,
  /** Longest leg or duration. */
  seconds: 10_000_000,
  metres: 100_000_000,
  /** From the first to the last moment of a problem: fifteen years. */
  horizon: 450_000_000,
  /** Absolute times, so that seconds of the epoch fit. */
  time: 100_000_000_000,
  cost: 1_000_000_000,
  places: 200_000,
  /** Rows of a table given by hand. */
  table: 6_000,
  /** Cells of task × route permissions. */
  permissions: 100_000_000,
} as const;
