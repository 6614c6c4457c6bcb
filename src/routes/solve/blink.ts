/**
 * One insertion in a hundred is overlooked, which keeps the search from doing the same again (Christiaens & Vanden
 * Berghe 2020). In units of `draw`.
 */
export const BLINK = Math.floor(0.01 * 0x40000000);
