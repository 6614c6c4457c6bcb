/** `bianmin audit verify FILE --store …`: is the log of all changes whole? */

import { type Command, usage } from './command.js';
import { EXIT } from './exit.js';
import { soundCentre } from './house.js';
import { openStore } from './stores.js';

export const command: Command = {
  summary: 'check the hash chains of the audit log',
  positionals: ['FILE'],
  options: {
    store: { value: 'WHERE', help: 'a folder or a postgres:// URL' },
    json: { help: 'print the report as one JSON object' },
  },
  notes: ['Exit code 1 when a row was changed, removed or added outside bianmin.'],
  async run(words) {
    const where = words.text('store');
    if (where === undefined || where === 'memory')
      throw usage('--store must be a folder or a postgres:// URL.');
    const { tenant } = await soundCentre(words.positionals[0]!);
    const store = await openStore({ where, offset: 0 });
    try {
      const report = await store.verifyAudit(tenant);
      if (words.on('json')) process.stdout.write(`${JSON.stringify(report)}\n`);
      else {
        for (const { subject, seq, fault } of report.faults)
          process.stderr.write(`${subject} ${seq}: ${fault}\n`);
        const end = report.faults.length === 0 ? 'the log is whole' : `${report.faults.length} faults`;
        process.stdout.write(`${report.rows} rows, ${report.sealed} sealed: ${end}.\n`);
      }
      return report.faults.length === 0 ? EXIT.ok : EXIT.no;
    } finally {
      await store.close();
    }
  },
};
