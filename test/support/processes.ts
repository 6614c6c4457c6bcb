/**
 * Child processes for tests of faults: each runs a TypeScript worker with `node --import tsx` and talks in
 * lines of JSON. What we start we end; a worker also ends when its parent's pipe closes.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface Worker {
  readonly pid: number;
  /** Sends a task and resolves to its answer; rejects when the worker dies first. */
  ask<T>(task: unknown): Promise<T>;
  /** `kill -9`, and waits until it is gone. */
  kill(): Promise<void>;
  /** Closes its input and waits until it has ended by itself. */
  end(): Promise<void>;
}

/** Starts `test/faults/<name>.worker.ts` with JSON arguments; resolves when it says it is ready. */
export async function startWorker(name: string, args: unknown): Promise<Worker> {
  const file = fileURLToPath(new URL(`../faults/${name}.worker.ts`, import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', file, JSON.stringify(args)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const onExit = (): void => void child.kill('SIGKILL');
  process.once('exit', onExit);
  child.once('exit', () => process.off('exit', onExit));
  const waiting: { resolve: (answer: unknown) => void; reject: (error: Error) => void }[] = [];
  const next = (): Promise<unknown> => new Promise((resolve, reject) => waiting.push({ resolve, reject }));
  createInterface({ input: child.stdout }).on('line', (line) => waiting.shift()?.resolve(JSON.parse(line)));
  const gone = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      for (const { reject } of waiting.splice(0))
        reject(new Error(`worker ${name} ended: ${signal ?? code}`));
      resolve();
    });
  });
  await next();
  return workerOf(child, next, gone);
}

function workerOf(child: ChildProcess, next: () => Promise<unknown>, gone: Promise<void>): Worker {
  return {
    pid: child.pid ?? 0,
    ask: <T>(task: unknown) => {
      const answer = next() as Promise<T>;
      child.stdin?.write(`${JSON.stringify(task)}\n`);
      return answer;
    },
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
    end: () => {
      child.stdin?.end();
      return gone;
    },
  };
}

/** The worker's side: says that it is ready, then answers task after task until its input closes. */
export async function serveTasks<T>(answer: (task: T) => Promise<unknown>): Promise<void> {
  const say = (value: unknown): void => void process.stdout.write(`${JSON.stringify(value ?? null)}\n`);
  say('ready');
  for await (const line of createInterface({ input: process.stdin }))
    say(await answer(JSON.parse(line) as T));
}

/** The worker's arguments. */
export const workerArgs = <T>(): T => JSON.parse(process.argv[2] ?? 'null') as T;
