/** One process that opens a PGlite directory and holds it, or says why it was refused. */
import { createPgliteStore } from '../../src/store/pglite/index.js';
import { bookingOf, insertOf } from '../support/changes.js';
import { serveTasks, workerArgs } from '../support/processes.js';

const { dir } = workerArgs<{ dir: string }>();

/** `open`, `book` an id, `close`. */
let store: Awaited<ReturnType<typeof createPgliteStore>> | undefined;
await serveTasks<{ act: 'open' | 'close' } | { act: 'book'; id: string }>(async (task) => {
  try {
    if (task.act === 'open') {
      store = await createPgliteStore({ dir });
      await store.migrate();
      return 'open';
    }
    if (task.act === 'book') return await store?.apply(insertOf(bookingOf('t', task.id)));
    await store?.close();
    return 'closed';
  } catch (error) {
    return { refused: (error as Error).message, problem: (error as { problem?: unknown }).problem };
  }
});
process.exit(0);
