/** What one problem may hold; larger ones are refused with `too_large`. */
export const most = {
  days: 366,
  people: 500,
  shifts: 64,
  skills: 50,
  demand: 100_000,
  requests: 200_000,
  leave: 20_000,
  pinned: 200_000,
} as const;
