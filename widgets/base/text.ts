import type { CentreView } from '../../src/client/index.js';
import type { Language } from './messages/index.js';

/** A text as the wire has it. */
export type WireText = CentreView['name'];

/** The text in the language asked for, else in the other; '' for none. */
export const pick = (text: WireText | undefined, lang: Language): string =>
  typeof text === 'string' ? text : (text?.[lang] ?? text?.['zh-CN'] ?? text?.en ?? '');
