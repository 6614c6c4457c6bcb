/**
 * One process a directory, by lock files. Each process writes a file of its own, named after itself, and then
 * looks for files of others: whoever wrote second sees the first. The file of a dead process is removed; as
 * no two processes share a name, removing it can never hit a living one.
 * A process is known by its id and, where `/proc` tells, its start time, since ids are used again.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { BianminError } from '../../problem.js';

interface Holder {
  readonly name: string;
  readonly pid: number;
  /** Clock ticks since boot and the boot's id, or `x` where the system does not tell. */
  readonly start: string;
  readonly host: string;
}

const NAME = /^lock\.(\d+)\.([0-9a-z-]+)\.([0-9a-f]*)\.[0-9a-f]+$/u;
/** How long one that goes first waits for others to step back: polls, and milliseconds between them. */
const POLLS = 60;
const POLL_MS = 25;

/**
 * Locks a directory until the returned function is called or the process ends. Of several that start at once
 * the first by name waits while the others step back, so that one gets it.
 * Throws `store_conflict` when a living process has it (or one on another host, which cannot be asked).
 */
export async function lockDirectory(dir: string): Promise<() => Promise<void>> {
  const name = ownName();
  const file = join(dir, name);
  await writeFile(file, `${process.pid}\n`, { flag: 'wx' });
  for (let poll = 1; ; poll++) {
    const others = await livingOthers(dir, name);
    const [other] = others;
    if (!other) return releaser(file);
    if (poll === POLLS || others.some((each) => each.name < name)) {
      await rm(file, { force: true });
      throw refused(other, dir);
    }
    await new Promise((done) => setTimeout(done, POLL_MS));
  }
}

const ownHost = (): string => Buffer.from(hostname()).toString('hex').slice(0, 60);

const ownName = (): string =>
  `lock.${process.pid}.${startOf(process.pid) ?? 'x'}.${ownHost()}.${randomBytes(6).toString('hex')}`;

/** When a process began: `<ticks>-<boot id>`; undefined when there is no such process or the system does not tell. */
function startOf(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The command in parentheses may hold spaces: fields are counted after it; start time is field 22.
    const [state = '', ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if ('ZX'.includes(state)) return 'dead';
    const ticks = fields[18];
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').slice(0, 8);
    return ticks && /^\d+$/u.test(ticks) ? `${ticks}-${boot}` : undefined;
  } catch {
    return undefined;
  }
}

async function livingOthers(dir: string, own: string): Promise<readonly Holder[]> {
  const living: Holder[] = [];
  for (const name of await readdir(dir)) {
    const [, pid, start, host] = NAME.exec(name) ?? [];
    if (name === own || pid === undefined || start === undefined || host === undefined) continue;
    const holder = { name, pid: Number(pid), start, host };
    if (isAlive(holder)) living.push(holder);
    else await rm(join(dir, name), { force: true });
  }
  return living;
}

function isAlive({ pid, start, host }: Holder): boolean {
  if (host !== ownHost()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    // EPERM: there is one, of another user.
    if ((error as { code?: string }).code !== 'EPERM') return false;
  }
  const now = startOf(pid);
  return start === 'x' || now === undefined || now === start;
}

function refused({ pid, host, name }: Holder, dir: string): BianminError {
  const where = host === ownHost() ? '' : ` on host ${Buffer.from(host, 'hex').toString('utf8')}`;
  const self = host === ownHost() && pid === process.pid ? ' (this process)' : '';
  const foreign = where ? ` If that process is gone, delete ${join(dir, name)}.` : '';
  return new BianminError({
    code: 'store_conflict',
    message: `The directory ${dir} is open in process ${pid}${self}${where}. One process at a time may use it.${foreign}`,
    field: 'dir',
    data: { pid },
  });
}

function releaser(file: string): () => Promise<void> {
  const onExit = (): void => rmSync(file, { force: true });
  process.once('exit', onExit);
  return async () => {
    process.off('exit', onExit);
    await rm(file, { force: true });
  };
}
