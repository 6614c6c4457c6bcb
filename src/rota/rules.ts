/** Hard rules for everybody. */
export interface Rules {
  /** Least minutes between the end of a duty and the begin of the next day's, by the wall clock. */
  readonly restMinutes?: number;
}
