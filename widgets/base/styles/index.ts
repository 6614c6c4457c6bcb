/** One sheet for all widgets, shared by the browser between instances. */
import { controls } from './controls.js';
import { layout } from './layout.js';
import { tokens } from './tokens.js';
import { whenStyles } from './when.js';

export const styles = [tokens, controls, layout, whenStyles];
