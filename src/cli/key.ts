/** `bianmin key`: a new key file for servers on PostgreSQL. */
import type { Command } from './command.js';
import { EXIT } from './exit.js';
import { newKeyFile } from './keys.js';

export const command: Command = {
  summary: 'print a new key file that seals personal data',
  positionals: [],
  options: {},
  notes: [
    'bianmin key > keys.json && chmod 600 keys.json; then serve with --key-file keys.json.',
    'Keep it as you keep the database: without it personal data cannot be read again.',
  ],
  async run() {
    process.stdout.write(newKeyFile());
    return EXIT.ok;
  },
};
