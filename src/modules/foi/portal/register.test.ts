import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, rows, sql } from '../../../platform/db/connection.ts';
import { applied, desk, foiWorld } from '../../../testing/foi-portal.ts';
import type { World } from '../../../testing/world.ts';

let w: World;
beforeAll(async () => {
  w = await foiWorld();
  const d = desk(w);
  // One that was refused, one that was withdrawn, one without a title yet.
  const refused = await applied(w, { words: '过程稿' });
  await d.confirm(refused.id);
  await d.register(refused.id, '养老补贴办法讨论稿');
  await d.answer(refused.id, { key: 'denied.processInfo', reasons: '您要的是讨论过程中的稿子。' });
  const withdrawn = await applied(w, { words: '村级小型水利项目清单' });
  await d.confirm(withdrawn.id);
  await d.register(withdrawn.id, '水利项目清单');
  const form = { why: '找到了' };
  const { cookie, no } = withdrawn;
  expect((await w.request('POST', `/foi/r/${no}/withdraw`, { headers: { cookie }, form })).status).toBe(303);
  await d.confirm((await applied(w, { words: '那个文件' })).id);
});
afterAll(() => w.end());

describe('the register anybody may read', () => {
  test('has what, when, how it ended and who answered, and nothing of who asked', async () => {
    const { text, status } = await w.request('GET', '/foi/register');
    expect(status).toBe(200);
    expect(text).toContain('养老补贴办法讨论稿');
    expect(text).toContain('讨论记录、过程稿');
    expect(text).not.toContain('测试申请人甲');
    expect(text).not.toContain('0999-0000 0017');
    // What was typed is the applicant's: the register has the clerk's title or says that there is none yet.
    expect(text).not.toContain('那个文件');
    expect(text).toContain('题目正在整理');
  });

  test.each([
    ['?result=denied', '养老补贴办法讨论稿', '水利项目清单'],
    ['?q=水利', '水利项目清单', '养老补贴办法讨论稿'],
    ['?year=2026&unit=minzheng&result=other', '水利项目清单', '养老补贴办法讨论稿'],
  ])('%s', async (query, has, hasNot) => {
    const { text } = await w.request('GET', `/foi/register${query}`);
    const main = text.slice(text.indexOf('results-head'), text.indexOf('各机关办得怎样'));
    expect(main).toContain(has);
    expect(main).not.toContain(hasNot);
  });

  test('a kept page of it is drawn anew when what it shows has changed, and only then', async () => {
    const revision = async () =>
      (await rows<{ n: string; told: string[] | null }>(w.system.db, sql`select n, told from publication.revision`))[0];
    const a = await applied(w, { words: '登记前的一件' });
    const before = await revision();
    await exec(w.system.db, sql`update foi.request set version = version + 1, rating_note = '' where id = ${a.id}`);
    expect((await revision())?.n).toBe(before?.n);
    await desk(w).confirm(a.id);
    expect((await revision())?.told).toEqual(['foi-register']);
    await desk(w).register(a.id, '=SUM(1)开头的题目');
    expect((await w.request('GET', '/foi/register?q=开头的题目')).text).toContain('1件');
    // A spreadsheet does not run it.
    expect((await w.request('GET', '/foi/register.csv?q=开头的题目')).text).toContain("'=SUM(1)开头的题目");
  });

  test('as a spreadsheet, with the same filters', async () => {
    const { text, headers } = await w.request('GET', '/foi/register.csv?result=denied');
    expect(headers['content-type']).toContain('text/csv');
    expect(text.split('\r\n').filter(Boolean)).toHaveLength(2);
    expect(text).toContain('养老补贴办法讨论稿');
  });
});
