/** Publishes a work with a file, asks for its erasure and confirms it, again and again, saying each step once it is acknowledged. */

import { openSystem } from '../app/system.ts';
import { confirmErasure, publish, requestErasure } from '../modules/publication/index.ts';
import { readConfig } from '../platform/config.ts';
import { transaction } from '../platform/db/connection.ts';
import { enqueueIn } from '../platform/jobs.ts';
import { silentLogger } from '../platform/log.ts';
import type { Actor } from '../platform/permission.ts';

const [url, dir, seed = '0'] = process.argv.slice(2);
if (!url || !dir) process.exit(2);
const { system } = await openSystem(readConfig({ GONGKAI_DATA: dir }, dir), url, 'erase loop', silentLogger);
const eraseFiles = system.modules.flatMap((m) => [...(m.jobs ?? [])]).find((j) => j.name === 'publication.erase-files');
const actor = (id: string, role: string): Actor => ({
  kind: 'person',
  id,
  label: role,
  unitId: 'minzheng',
  grants: [{ role, unitId: 'minzheng', covers: new Set(['minzheng']) }],
});
const asker = actor('asker', 'clerk');
const decider = actor('decider', 'approver');

for (let n = 1; ; n++) {
  const sha256 = await system.files.put(Buffer.from(`${seed}-${n} 柳芽青`));
  const out = await transaction(system.db, (tx) =>
    publish(
      { tx, now: new Date(), enqueue: enqueueIn(tx) },
      {
        title: `第${seed}-${n}号名单`,
        kind: '名册公示',
        unitId: 'minzheng',
        unitName: '明河区民政局',
        columns: ['tzgg'],
        topics: [],
        html: `<p>${'柳芽青，每月600元。'.repeat(50)}</p>`,
        basis: [],
        attachments: [{ name: '名单.csv', sha256, size: 12, type: 'text/csv' }],
        hands: { writer: '信息员', reviewer: '审核', approver: '签发' },
      },
    ),
  );
  if (!out.ok) process.exit(3);
  process.stdout.write(`published ${out.value.no}\n`);
  const asked = await requestErasure(system, asker, {
    no: out.value.no,
    whole: true,
    versions: [],
    files: [],
    kind: 'identity',
    reason: '有身份证号',
    publicReason: '有个人信息',
    hides: true,
  });
  if (!asked.ok) process.exit(3);
  process.stdout.write(`asked ${out.value.no}\n`);
  const done = await confirmErasure(system, decider, asked.value);
  if (!done.ok) process.exit(3);
  process.stdout.write(`erased ${out.value.no}\n`);
  // As the worker would; it may be killed in the middle of this too.
  await eraseFiles?.run(system, { files: [sha256] });
}
