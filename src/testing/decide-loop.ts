/** Takes requests to their answer one after another and says each once it is acknowledged; the kill test ends it at any moment. */
import { randomUUID } from 'node:crypto';
import { openSystem } from '../app/system.ts';
import { day } from '../lib/day.ts';
import { decide, propose, recordApplication, register } from '../modules/foi/index.ts';
import { readConfig } from '../platform/config.ts';
import { silentLogger } from '../platform/log.ts';
import { allowed, staff } from './editorial.ts';
import { application, GRANTED } from './foi.ts';

const [url, dir] = process.argv.slice(2);
if (!url || !dir) process.exit(2);
const { system } = await openSystem(readConfig({ GONGKAI_DATA: dir }, dir), url, 'decide loop', silentLogger);
const today = day(system.clock.today());
for (;;) {
  const { id } = allowed(
    await recordApplication(system, staff.clerk, {
      // Each process begins anew, and what it sends is another sending.
      ...application({ secret: randomUUID() }),
      channel: 'counter',
      arrivedOn: today,
      submittedOn: null,
      filledByOffice: false,
      helpOffered: '',
    }),
  );
  process.stdout.write(`took ${id}\n`);
  const first = allowed(await register(system, staff.clerk, { id, version: 1, subject: '验收报告' }));
  const then = allowed(
    await propose(system, staff.clerk, { id, version: first.version, draft: GRANTED, keepLetter: false }),
  );
  allowed(await decide(system, staff.approver, { id, version: then.version }));
  process.stdout.write(`decided ${id}\n`);
}
