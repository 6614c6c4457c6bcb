import type { DayIndex, Id } from './unit.js';

/** A wish. `on`: costs its weight when the person is not on that shift that day; `off`: when they are. */
export interface Request {
  readonly person: Id;
  readonly day: DayIndex;
  /** Absent: any shift (`off` is then a wish for a free day, `on` for a working day). */
  readonly shift?: Id;
  readonly want: 'on' | 'off';
  readonly weight: number;
}
