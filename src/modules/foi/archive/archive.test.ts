import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { one, sql } from '../../../platform/db/connection.ts';
import { closeConverter, packZip, unpackZip } from '../../../platform/documents/index.ts';
import type { VerbIo } from '../../../platform/module.ts';
import { SYSTEM } from '../../../platform/permission.ts';
import { allowed, staff } from '../../../testing/editorial.ts';
import { desk, foiWorld, IDENTITY, PHONE } from '../../../testing/foi.ts';
import type { World } from '../../../testing/world.ts';
import { openFile } from '../index.ts';
import { filesOf, requestById } from '../store/index.ts';
import { archiveJob } from './make.ts';
import { LIST, SEAL } from './rules/list.ts';
import { archiveVerb } from './verb.ts';

// Drawing pages takes a second each, and more on a machine that does other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let w: World;
let d: ReturnType<typeof desk>;
let id = '';
let bytes: Buffer;
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  id = await d.answered(
    { key: 'denied.processInfo', reasons: '该报告是讨论稿', supply: '' },
    { proof: { name: '证件.png', bytes: png } },
  );
  await d.deliver(id);
  await d.archive(id);
  await w.runJobs();
  bytes = allowed(await openFile(w.system, staff.clerk, { id, fileId: `archive-${id}` })).bytes;
});
afterAll(async () => {
  await w.end();
  await closeConverter();
});

async function verify(file: Buffer): Promise<{ code: number; out: string }> {
  const path = join(w.system.config.dataDir, 'case.zip');
  await writeFile(path, file);
  let out = '';
  const take = (t: string): void => {
    out += `${t}\n`;
  };
  const io: VerbIo = { json: false, out: take, err: take, system: undefined, actor: SYSTEM };
  return { code: await archiveVerb.run([path], io), out };
}
const entries = async (): Promise<Map<string, Buffer>> => {
  const read = await unpackZip(bytes);
  if (!read.ok) throw new Error(read.say);
  return read.entries;
};

describe('an archived case', () => {
  test('is one file with a list, every letter in both formats, and no identity', async () => {
    const all = await entries();
    const names = [...all.keys()];
    expect(names.slice(0, 4)).toEqual([LIST, SEAL, '001-登记.json', '002-办理过程.json']);
    expect(names.filter((n) => n.includes('不予公开告知书'))).toHaveLength(2);
    expect(names.some((n) => n.includes('证件'))).toBe(false);
    const plain = [...all]
      .filter(([n]) => n.endsWith('.json'))
      .map(([, b]) => b.toString('utf8'))
      .join('');
    expect(plain).not.toContain(IDENTITY);
    expect(plain).not.toContain(PHONE);
  });

  test('agrees with its list, whose hash stands in the chained audit', async () => {
    const { code, out } = await verify(bytes);
    expect([code, out]).toEqual([0, expect.stringContaining('每个文件都和目录一致')]);
    const list = /SHA-256：([0-9a-f]{64})/.exec(out)?.[1];
    const noted = await one<{ list: string }>(
      w.system.db,
      sql`select detail->>'list' as list from platform.audit where action = 'foi.keepArchive' and outcome = 'done' limit 1`,
    );
    expect(noted.list).toBe(list);
  });

  test.each<[string, (all: Map<string, Buffer>) => void, string]>([
    ['a word of a letter changed', (a) => a.set('001-登记.json', Buffer.from('{}')), '“001-登记.json”改过'],
    ['a file taken out', (a) => void a.delete('002-办理过程.json'), '缺“002-办理过程.json”'],
    ['a file put in', (a) => a.set('099-补记.txt', Buffer.from('后来写的')), '后来加的'],
    [
      'the list changed with it',
      (a) => {
        const text = (a.get(LIST) ?? '').toString().replace('明河区民政局', '明河区水务局');
        a.set(LIST, Buffer.from(text));
      },
      '目录.json改过',
    ],
    ['the list taken out', (a) => void a.delete(LIST), '不是一份案卷'],
  ])('with %s is found out', async (_what, change, say) => {
    const all = await entries();
    change(all);
    const { code, out } = await verify(await packZip([...all]));
    expect([code, out]).toEqual([1, expect.stringContaining(say)]);
  });

  test('is made once, however often the job runs', async () => {
    const r = await requestById(w.system.db, id);
    await Promise.all([1, 2].map(() => archiveJob.run(w.system, { requestId: id })));
    expect((await filesOf(w.system.db, r?.applicationId ?? '', id)).filter((f) => f.role === 'archive')).toHaveLength(
      1,
    );
  });

  test('what is no zip is answered with a line', async () =>
    expect((await verify(Buffer.from('只有文字'))).code).toBe(2));
});
