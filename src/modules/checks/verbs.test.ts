import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Module, VerbIo } from '../../platform/module.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { inventId } from './fixtures.ts';
import { checks } from './index.ts';
import { verbs } from './verbs.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'checks-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function run(
  name: string,
  args: string[],
  json = true,
  modules?: readonly Module[],
): Promise<{ code: number; out: string; err: string }> {
  const verb = verbs.find((v) => v.name === name);
  const out: string[] = [];
  const err: string[] = [];
  const io: VerbIo = {
    json,
    out: (t) => void out.push(t),
    err: (t) => void err.push(t),
    system: undefined,
    ...(modules ? { modules } : {}),
    actor: { ...SYSTEM, id: 'operator', label: '运维人员' },
  };
  const code = (await verb?.run(args, io)) ?? -1;
  return { code, out: out.join('\n'), err: err.join('\n') };
}

const file = async (name: string, text: string): Promise<string> => {
  await writeFile(join(dir, name), text);
  return join(dir, name);
};

describe('./gongkai check', () => {
  it('gives one object for a file, and 1 when something must not go out', async () => {
    const path = await file('a.txt', `关于公示的通知\n\n张大山，身份证号${inventId('19391104', '001')}。\n`);
    const { code, out, err } = await run('check', [path]);
    const report = JSON.parse(out);
    expect(code).toBe(1);
    expect(err).toBe('');
    expect(report.file).toBe(path);
    expect(report.findings[0]).toMatchObject({
      rule: 'personal.id-number',
      severity: 'error',
      message: '1个身份证号没有遮盖',
      basis: '《政府信息公开条例》第十五条',
    });
    expect(report.findings[0].quote).toMatch(/^9999\*{10}/);
    expect(report.broken).toEqual([]);
  });
  it('gives 0 for a file in order, also as words for people', async () => {
    const path = await file('b.md', '# 春耕见闻\n\n云湖镇的春耕已经开始，农技人员下到田间地头，帮助农户整地育苗。\n');
    expect((await run('check', [path])).code).toBe(0);
    expect((await run('check', [path], false)).out).toContain('没有发现问题');
  });
  it('runs what other modules add as far as a file alone can say, and names what it could not look at', async () => {
    const other: Module = {
      name: 'other',
      checks: [
        {
          id: 'other.shouting',
          title: '叹号',
          basis: '测试',
          run: (s) =>
            s.layers.some((l) => l.text.includes('！！'))
              ? [
                  {
                    rule: 'other.shouting',
                    severity: 'hint',
                    message: '叹号太多',
                    why: '读着像喊',
                    quote: '',
                    at: '正文',
                    basis: '测试',
                  },
                ]
              : [],
        },
        { id: 'other.library', title: '法规库里有没有', basis: '测试', needs: ['citations'], run: () => [] },
      ],
    };
    const path = await file('e.txt', '关于春耕的通知\n\n农技人员已经下到田间地头，请各村抓紧！！\n');
    const { out } = await run('check', [path], true, [checks, other]);
    const report = JSON.parse(out);
    expect(report.findings.map((f: { rule: string }) => f.rule)).toContain('other.shouting');
    expect(report.unlooked).toEqual(['单位名称', '站内打不开的链接', '和已经公开的重复', '法规库里有没有']);
    const said = await run('check', [path], false, [checks, other]);
    expect(said.out).toContain('有4项要用网站的数据库才能查，这里没有查');
    // A check that could not look is not among those that found nothing.
    const alone = JSON.parse((await run('check', [path])).out);
    expect(report.clean).toBe(alone.clean);
  });
  it('gives a list for several files', async () => {
    const a = await file('c.csv', '姓名,身份证号\n张大山,9999**********0011\n');
    const b = await file('d.html', '<title>甲</title><p>正文在这里，写了一句话。</p>');
    const { out, code } = await run('check', [a, b]);
    expect(JSON.parse(out).files.map((f: { file: string }) => f.file)).toEqual([a, b]);
    expect(code).toBe(0);
  });
  it.each([
    ['nothing there', () => [join(dir, 'none.docx')]],
    ['a folder', () => [dir]],
    ['no argument', () => []],
    ['an option nobody knows', () => ['--fast']],
  ])('gives 2 and one line for %s', async (_, args) => {
    const { code, out, err } = await run('check', args());
    expect([code, out]).toEqual([2, '']);
    expect(err.split('\n')).toHaveLength(1);
  });
});

describe('./gongkai docno parse', () => {
  it.each([
    [
      '国办发〔2018〕115号',
      0,
      { issuer: '国办发', year: 2018, serial: 115, normalised: '国办发〔2018〕115号', findings: [] },
    ],
    ['利政办发[2021]5号', 1, { normalised: '利政办发〔2021〕5号' }],
    ['不是文号', 1, { normalised: null, issuer: null }],
  ])('%s', async (text, code, says) => {
    const answer = await run('docno parse', [text]);
    expect(answer.code).toBe(code);
    expect(JSON.parse(answer.out)).toMatchObject(says);
  });
});
