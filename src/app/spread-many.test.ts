import { afterAll, beforeAll, expect, test } from 'vitest';
import { rows, sql } from '../platform/db/connection.ts';
import { published } from '../testing/drafts.ts';
import { seedUnits } from '../testing/editorial.ts';
import { type World, world } from '../testing/world.ts';
import { modules } from './modules.ts';

let one: World;
let together: World;
beforeAll(async () => {
  [one, together] = await Promise.all([world({ modules }), world({ modules })]);
});
afterAll(() => Promise.all([one.end(), together.end()]));

/** What one import may put out: an ordinary notice, a normative document, its interpretation, a text that names laws and the document. */
async function pieces(w: World): Promise<string[]> {
  await seedUnits(w);
  const unit = { unitId: 'minzheng', unitName: '明河区民政局' };
  const notice = await published(w, { title: '停水通知', ...unit });
  const policy = await published(w, {
    title: '明河区高龄津贴发放办法',
    kind: '政策文件',
    docNo: '明政规发〔2026〕3号',
    html: '<p>第一条　为了规范发放。</p><p>第二条　每月一百元。</p>',
    ...unit,
  });
  const words = await published(w, { title: '办法的解读', kind: '解读', interprets: policy.no, ...unit });
  const citing = await published(w, {
    title: '申领指南',
    html: '<p>依据《政府信息公开条例》第二十条和明政规发〔2026〕3号、《明河区高龄津贴发放办法》办理。</p>',
    ...unit,
  });
  return [notice, policy, words, citing].map((p) => p.editionId);
}

const derived = async (w: World): Promise<unknown> => ({
  cited: await rows(w.system.db, sql`select no, name_key, article, judged_on from regulation.cited order by 1, 2, 3`),
  explained: await rows(
    w.system.db,
    sql`select no, policy_no, unit_id, form, given from interpretation.explained order by 1`,
  ),
  documents: await rows(w.system.db, sql`select title, doc_no from policy.document order by 1`),
  named: await rows(w.system.db, sql`select from_no, quote, read_on from policy.cite order by 1, 2`),
  found: await rows(w.system.db, sql`select no, title from search.document order by 1`),
  alike: await rows(w.system.db, sql`select no from checks.fingerprint order by 1`),
});

test('editions told to the modules together leave what they leave one by one, in every module', async () => {
  for (const id of await pieces(one)) for (const m of modules) await m.spread?.(one.system, id);
  const ids = await pieces(together);
  for (const m of modules) {
    if (m.spreadMany) await m.spreadMany(together.system, ids);
    else for (const id of ids) await m.spread?.(together.system, id);
  }
  const expected = await derived(one);
  expect(await derived(together)).toEqual(expected);
  expect(JSON.stringify(expected)).toContain('政府信息公开条例');
  // Told once more, nothing is there twice.
  for (const m of modules) await m.spreadMany?.(together.system, ids);
  expect(await derived(together)).toEqual(expected);
});
