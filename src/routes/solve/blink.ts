import { type Chance, draw } from '../random.js';

/**
 * One insertion in a hundred is overlooked, which keeps the search from doing the same again (Christiaens & Vanden
 * Berghe 2020). In units of `draw`.
 */
export const BLINK = Math.floor(0.01 * 0x40000000);

/** Whether chance overlooks an insertion; without chance none is. */
export const overlooks = (chance: Chance | null): boolean => chance !== null && draw(chance) < BLINK;
