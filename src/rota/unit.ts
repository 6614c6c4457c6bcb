/** Names people, shift types and skills within one problem. */
export type Id = string;

/** A day of the roster: 0 is the horizon's first day. Local civil days; a duty belongs to the day it begins on. */
export type DayIndex = number;

/** ISO 8601: Monday 1 to Sunday 7. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;
