/** Longest range of one question, in days. The use cases refuse a longer one; the HTTP door's default bound is this same number. */
export const MOST_DAYS = 100;
