/** A transport over `node:http` with one kept connection: a tenth of the CPU of `fetch`, for load makers. */
import { Agent, request as send } from 'node:http';
import type { Transport } from '../../src/client/index.js';

/** One person's connection to one server. */
export function nodeTransport(baseUrl: string): Transport {
  const { hostname, port } = new URL(baseUrl);
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  return ({ method, path, query, body, headers, signal }) =>
    new Promise((resolve, reject) => {
      const search = query ? `?${new URLSearchParams(query)}` : '';
      const text = body === undefined ? undefined : JSON.stringify(body);
      const all =
        text === undefined ? headers : { ...headers, 'content-length': String(Buffer.byteLength(text)) };
      const outgoing = send(
        { agent, hostname, port, method, path: path + search, headers: all, signal },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () =>
            resolve({
              status: answer.statusCode ?? 0,
              headers: answer.headers as Record<string, string>,
              body: Buffer.concat(chunks).toString(),
            }),
          );
        },
      );
      outgoing.on('error', reject);
      outgoing.end(text);
    });
}
