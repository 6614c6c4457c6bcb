/** Answers of two operations that say only that it is done. */
import * as v from 'valibot';

export const Released = v.strictObject({ released: v.literal(true) });
export const Lifted = v.strictObject({ lifted: v.boolean() });
