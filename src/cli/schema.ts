/** `bianmin schema`: the JSON Schema of the centre file, made from the very schema that checks it. */
import { toJsonSchema } from '@valibot/to-json-schema';
import { CentreFile } from '../catalog/index.js';
import type { Command } from './command.js';
import { EXIT } from './exit.js';

/** Draft 2020-12 would refuse tuples as the converter writes them, so draft-07. */
export function centreJsonSchema(): Record<string, unknown> {
  const schema = toJsonSchema(CentreFile, { target: 'draft-07', errorMode: 'ignore' }) as Record<
    string,
    unknown
  >;
  return { $schema: 'http://json-schema.org/draft-07/schema#', title: 'bianmin centre file', ...schema };
}

export const command: Command = {
  summary: 'print the JSON Schema of the centre file',
  positionals: [],
  options: {},
  notes: ['In an editor: `# yaml-language-server: $schema=…/bianmin/dist/centre.schema.json`.'],
  async run() {
    process.stdout.write(`${JSON.stringify(centreJsonSchema(), null, 2)}\n`);
    return EXIT.ok;
  },
};
