/** Server processes for tests and benches: started, killed, restarted. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('../faults/http-server.worker.ts', import.meta.url));

export interface ServerProcess {
  readonly baseUrl: string;
  readonly process: ChildProcess;
  /** `kill -9`; resolves when it is gone. */
  kill(): Promise<void>;
  /** Ends in order. */
  stop(): Promise<void>;
}

/** Starts one server process over a database and waits until it listens. */
export async function startServer(databaseUrl: string, connections = 10): Promise<ServerProcess> {
  const child = fork(worker, [databaseUrl, String(connections)], {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`The server process ended with ${code}.`)));
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    process: child,
    kill: () => {
      child.kill('SIGKILL');
      return gone;
    },
    stop: () => {
      if (child.connected) child.disconnect();
      return gone;
    },
  };
}
