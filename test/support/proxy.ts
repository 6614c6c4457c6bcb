/**
 * A TCP proxy on 127.0.0.1 between a client and PostgreSQL, that can lose a connection at the worst moment:
 * after the server committed and before the client hears of it.
 */

import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

export interface CuttingProxy {
  readonly port: number;
  /** From now on: the answer to the next statement that carries `text` is swallowed and the connection cut. */
  cutAfter(text: string): void;
  /** Connections cut so far. */
  cuts(): number;
  close(): Promise<void>;
}

export async function startProxy(target: number): Promise<CuttingProxy> {
  const open = new Set<Socket>();
  let wanted: string | undefined;
  let cuts = 0;
  const server = createServer((client) => {
    const upstream = connect(target, '127.0.0.1');
    let doomed = false;
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => {
        open.delete(socket);
        client.destroy();
        upstream.destroy();
      });
    }
    client.on('data', (data) => {
      if (wanted !== undefined && data.includes(wanted)) {
        wanted = undefined;
        doomed = true;
      }
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!doomed) return void client.write(data);
      // The answer is complete when the server says it is ready again (message `Z`, length 5, idle).
      if (!data.includes(Buffer.from([0x5a, 0, 0, 0, 5, 0x49]))) return;
      cuts++;
      client.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    cutAfter: (text) => {
      wanted = text;
    },
    cuts: () => cuts,
    close: () => {
      for (const socket of open) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
