/** Publishes one piece after another and says each number once it is acknowledged; the kill test ends it at any moment. */

import { correct, type Draft, publish } from '../modules/publication/index.ts';
import { connect, transaction } from '../platform/db/connection.ts';
import { enqueueIn } from '../platform/jobs.ts';

const [url, seed = '0'] = process.argv.slice(2);
if (!url) process.exit(2);
const { db } = connect(url, { name: 'publish loop', max: 2 });

const draft = (n: number): Draft => ({
  title: `第${seed}-${n}号通知`,
  kind: '通知公告',
  unitId: 'minzheng',
  unitName: '明河区民政局',
  columns: ['tzgg'],
  topics: [],
  html: `<p>${'停水通知正文。'.repeat(200)}${n}</p>`,
  basis: [],
  attachments: [{ name: '附表.csv', sha256: 'a'.repeat(64), size: 3, type: 'text/csv' }],
  hands: { writer: '信息员', reviewer: '审核', approver: '签发' },
});

for (let n = 1; ; n++) {
  const out = await transaction(db, (tx) => publish({ tx, now: new Date(), enqueue: enqueueIn(tx) }, draft(n)));
  if (out.ok) process.stdout.write(`published ${out.value.no}\n`);
  if (out.ok && n % 3 === 0) {
    const changed = await transaction(db, (tx) =>
      correct(
        { tx, now: new Date(), enqueue: enqueueIn(tx) },
        out.value.no,
        { ...draft(n), title: `第${seed}-${n}号通知（更正）` },
        '电话写错',
      ),
    );
    if (changed.ok) process.stdout.write(`corrected ${out.value.no} ${changed.value.version}\n`);
  }
}
