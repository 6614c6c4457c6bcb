/** Days in a row of the same kind; both ends included. */
export interface Run {
  readonly on: boolean;
  readonly from: number;
  readonly until: number;
}

/** Cuts a row into runs of working days and runs of days off. */
export function runsOf(on: readonly boolean[]): Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < on.length; ) {
    let until = from;
    while (until + 1 < on.length && on[until + 1] === on[from]) until++;
    runs.push({ on: on[from]!, from, until });
    from = until + 1;
  }
  return runs;
}
