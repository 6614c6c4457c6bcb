/** One process with a PostgreSQL store of its own: applies changes, many at once when asked. */

import type { Change } from '../../src/booking/index.js';
import type { Applied } from '../../src/store/index.js';
import { createPostgresStore } from '../../src/store/postgres/index.js';
import { serveTasks, workerArgs } from '../support/processes.js';

/** Changes to apply at the same time, beginning at `at` (milliseconds), `rounds` lists one after another. */
export interface Task {
  readonly at: number;
  readonly rounds: readonly (readonly Change[])[];
}

const { url, connections } = workerArgs<{ url: string; connections: number }>();
const store = await createPostgresStore({ url, connections });
await store.now();

await serveTasks<Task>(async ({ at, rounds }) => {
  await new Promise((resolve) => setTimeout(resolve, Math.max(0, at - Date.now())));
  const answers: (Applied | string)[][] = [];
  for (const round of rounds)
    answers.push(
      await Promise.all(round.map((change) => store.apply(change).catch((error: Error) => error.message))),
    );
  return answers;
});
await store.close();
