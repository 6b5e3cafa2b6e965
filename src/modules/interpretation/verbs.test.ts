import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { VerbIo } from '../../platform/module.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { verbs } from './verbs.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'against-'));
});
afterAll(() => rm(dir, { recursive: true }));

const file = async (name: string, text: string): Promise<string> => {
  await writeFile(join(dir, name), text);
  return join(dir, name);
};

async function run(args: string[], json = true): Promise<{ code: number; out: string; err: string }> {
  const out: string[] = [];
  const err: string[] = [];
  const io: VerbIo = {
    json,
    out: (t) => void out.push(t),
    err: (t) => void err.push(t),
    system: undefined,
    actor: { ...SYSTEM, id: 'operator', label: '运维人员' },
  };
  const code = (await verbs.find((v) => v.name === 'check --against')?.run(args, io)) ?? -1;
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const POLICY = `明河区农村自建房安全管理办法

第一条 为了加强农村自建房安全管理，保障人身和财产安全，结合本区实际，制定本办法。

第二条 房屋出租给十人以上居住的，房主应当每两年请有资质的机构做一次安全鉴定，并把报告交给镇人民政府。
`;
const VERBATIM = '房主应当每两年请有资质的机构做一次安全鉴定，并把报告交给镇人民政府。';
const OWN = `自建房办法解读

这个办法首次制定。去年有几处租房出过险，所以要把责任说清楚。

一、主要内容

${VERBATIM}简单说，租给很多人住的房子要定期做体检，谁出租谁掏钱，镇里只看报告。
`;

describe('./gongkai check --against', () => {
  it('says what is copied, with its place in both, and which of the six elements are there', async () => {
    const { code, out } = await run([await file('p.txt', POLICY), await file('t.txt', OWN)]);
    const report = JSON.parse(out);
    expect(code).toBe(0);
    expect(report).toMatchObject({ file: join(dir, 't.txt'), findings: expect.any(Array), broken: [] });
    expect(report.copy.share).toBeGreaterThan(0.2);
    expect(report.copy.share).toBeLessThan(0.6);
    expect(report.copy.asksReason).toBe(false);
    expect(report.copy.passages).toEqual([
      {
        text: expect.stringContaining('每两年请有资质的机构'),
        at: expect.stringMatching(/^第\d行$/),
        policyAt: expect.stringMatching(/^第\d行$/),
      },
    ]);
    const of = (name: string) => report.elements.find((e: { name: string }) => e.name === name)?.present;
    expect([of('主要内容'), of('新旧政策差异'), of('目标任务')]).toEqual([true, true, false]);
  });

  it('a policy given as its own interpretation is copied whole, asks for a reason and is not rejected', async () => {
    const path = await file('same.txt', POLICY);
    const { code, out } = await run([path, path]);
    expect([code, JSON.parse(out).copy.share, JSON.parse(out).copy.asksReason]).toEqual([0, 1, true]);
    expect((await run([path, path], false)).out).toContain('照抄偏多');
  });

  it('ends with 1 when the interpretation holds what must not go out', async () => {
    const bad = await file('bad.html', `<title>解读</title><p>链接<a href="file:///C:/a.doc">在这里</a>。</p>`);
    expect((await run([await file('p.txt', POLICY), bad])).code).toBe(1);
  });

  it.each([
    ['one file only', (p: string) => [p]],
    ['three files', (p: string) => [p, p, p]],
    ['an option nobody knows', (p: string) => [p, '--fast']],
    ['a file that is not there', (p: string) => [p, join(dir, 'none.txt')]],
  ])('ends with 2 for %s', async (_, args) => {
    const { code, out, err } = await run(args(await file('p.txt', POLICY)));
    expect([code, out]).toEqual([2, '']);
    expect(err).not.toBe('');
  });
});
