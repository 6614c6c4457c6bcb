/** Brings the schema up to date; several processes may do it at once. */
import { codeOf, type SqlPort } from './port.js';
import { retrying } from './retry.js';
import { MIGRATION_TABLE, MIGRATIONS, type Migration } from './schema.js';

const UNDEFINED_TABLE = '42P01';
/** Two processes that create one table at once: the later one sees 23505 in the catalogue, 42P07 or 42710. */
const LOST_RACE = new Set(['23505', '42P07', '42710']);

/** Resolves to the version found and the version now in force. `upTo`: stop there (tests of upgrades). */
export async function migrate(
  port: SqlPort,
  at: number,
  upTo: number = Number.POSITIVE_INFINITY,
): Promise<{ readonly from: number; readonly to: number }> {
  const from = await versionOf(port);
  let to = from;
  for (const migration of MIGRATIONS.filter(({ version }) => version > from && version <= upTo)) {
    await retrying(false, () => run(port, migration, at));
    to = migration.version;
  }
  return { from, to };
}

/** Asks before it creates: a role that may not create tables can still start on a database that is up to date. */
async function versionOf(port: SqlPort): Promise<number> {
  const read = async (): Promise<number> =>
    Number(
      (await port.query('SELECT coalesce(max(version), 0) AS version FROM bm_migration', []))[0]?.['version'],
    );
  try {
    return await read();
  } catch (error) {
    if (codeOf(error) !== UNDEFINED_TABLE) throw error;
    await createMigrationTable(port);
    return read();
  }
}

async function createMigrationTable(port: SqlPort): Promise<void> {
  try {
    await port.query(MIGRATION_TABLE, []);
  } catch (error) {
    if (!LOST_RACE.has(codeOf(error))) throw error;
    await port.query(MIGRATION_TABLE, []);
  }
}

/** The row is the lock: a second process waits on it until the first has committed, then has nothing to do. */
function run(port: SqlPort, { version, name, statements }: Migration, at: number): Promise<void> {
  return port.transaction(async (query) => {
    const mine = await query(
      `INSERT INTO bm_migration (version, name, applied_at) VALUES ($1, $2, $3)
        ON CONFLICT (version) DO NOTHING RETURNING version`,
      [version, name, at],
    );
    if (!mine.length) return;
    for (const statement of statements) await query(statement, []);
  });
}
