import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { rows, sql } from '../../../platform/db/connection.ts';
import { closeConverter, examine, type Paper, paperText } from '../../../platform/documents/index.ts';
import type { System } from '../../../platform/system.ts';
import { allowed, codesOf, staff } from '../../../testing/editorial.ts';
import { desk, foiWorld } from '../../../testing/foi.ts';
import { actor } from '../../../testing/world.ts';
import { decide } from '../index.ts';
import type { Letter } from '../rules/types.ts';
import { lettersOf } from '../store/index.ts';
import { issueAlone, openLetter, rewriteLetter, saveLetter, writeLetter } from './actions.ts';
import { fieldsOf, seal16 } from './edit.ts';
import { drawLetter, goesToApplicant, letterFile } from './files.ts';

// Drawing pages takes a second each, and more on a machine that does other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const w = await foiWorld();
const d = desk(w);
afterAll(async () => {
  await w.end();
  await closeConverter();
});

const NAME = '柳芽青';
const clerk = staff.clerk;
const DENIED = { key: 'denied.processInfo', reasons: '该报告是验收过程中的讨论稿，尚未定稿', supply: '' };
const letterOf = async (id: string, kind: Letter['kind']): Promise<Letter> => {
  const found = (await lettersOf(w.system.db, id)).find((l) => l.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
};
const paperOf = (l: Letter): Paper => l.body as Paper;
/** What the form would send, with one paragraph rewritten. */
const typed = (l: Letter, change: (words: string) => string = (x) => x) => ({
  paragraphs: fieldsOf(paperOf(l)).flatMap((x) => (x === undefined ? [] : [change(x)])),
  remark: paperOf(l).remark ?? '',
  attachments: (paperOf(l).attachments ?? []).join('\n'),
});
const save = (id: string, l: Letter, change?: (words: string) => string) =>
  saveLetter(w.system, clerk, { id, letterId: l.id, seen: seal16(l.body), typed: typed(l, change) });

describe('an answer', () => {
  test('is drafted with the proposal, edited, issued with the decision, numbered and drawn with the name in it', async () => {
    const id = await d.opened();
    await d.propose(id, DENIED);
    const draft = await letterOf(id, 'answer');
    expect(draft).toMatchObject({ state: 'draft', decision: 'denied.processInfo', no: null });
    expect(paperText(paperOf(draft))).not.toContain(NAME);
    expect(allowed(await save(id, draft, (x) => x.replace('特此告知。', '感谢您的关心，特此告知。'))).problems).toEqual(
      [],
    );
    await d.decide(id);
    const issued = await letterOf(id, 'answer');
    expect(issued).toMatchObject({ state: 'issued', no: '区民政局公开〔2026〕2号', issuedOn: '2026-03-02', pdf: null });
    await w.runJobs();
    const drawn = await letterOf(id, 'answer');
    for (const format of ['pdf', 'docx'] as const) {
      const file = await letterFile(w.system, drawn, format);
      const read = await examine({ name: `a.${format}`, bytes: file.bytes });
      const text = read.ok
        ? read.specimen.layers
            .map((l) => l.text)
            .join('')
            .replace(/\s/g, '')
        : '';
      for (const words of [NAME, '区民政局公开〔2026〕2号', '感谢您的关心', '讨论稿，尚未定稿', '应当先申请行政复议'])
        expect(text).toContain(words);
      expect(file.name).toBe(`政府信息不予公开告知书（区民政局公开〔2026〕2号）.${format}`);
    }
    // On the disk it lies encrypted, and no public address reaches it.
    expect((await w.system.files.get(drawn.pdf ?? '')).subarray(0, 4).toString()).not.toBe('%PDF');
    expect((await w.request('GET', `/files/${drawn.pdf}`)).status).toBe(404);
  });

  test.each<[string, (x: string) => string, RegExp]>([
    ['whose ways of objecting were shortened', (x) => x.replace('60日内', '30日内'), /应是60日/],
    ['that cites another article', (x) => x.replace('第十六条第二款', '第十四条'), /第十四条/],
    ['without its reasons', (x) => (x.startsWith('理由') ? '' : x), /理由/],
    ['with an identity number in it', (x) => `${x}身份证号999901198001010016`, /身份证号/],
  ])('%s is kept as it was typed, and does not go out', async (_what, change, say) => {
    const id = await d.opened();
    await d.propose(id, DENIED);
    const { problems } = allowed(await save(id, await letterOf(id, 'answer'), change));
    expect(problems.map((x) => x.say).join()).toMatch(say);
    expect(paperText(paperOf(await letterOf(id, 'answer')))).toContain(change('60日内向').slice(0, 2));
    const out = await decide(w.system, staff.approver, await d.at(id));
    expect(codesOf(out)).toContain('letter_problem');
    expect(await letterOf(id, 'answer')).toMatchObject({ state: 'draft', no: null });
    // Written anew from the case it is in order again.
    allowed(await rewriteLetter(w.system, clerk, { id, letterId: (await letterOf(id, 'answer')).id }));
    await d.decide(id);
  });

  test('that somebody else changed meanwhile is not written over', async () => {
    const id = await d.opened();
    await d.propose(id, DENIED);
    const seen = await letterOf(id, 'answer');
    allowed(await save(id, seen, (x) => x.replace('特此告知', '特此答复')));
    expect(codesOf(await save(id, seen, (x) => x.replace('特此告知', '专此答复')))).toEqual(['letter_changed']);
  });

  test('that went out is never changed, by an action or by the database', async () => {
    const id = await d.answered(DENIED);
    const l = await letterOf(id, 'answer');
    expect(codesOf(await save(id, l))).toEqual(['letter_issued']);
    expect(codesOf(await rewriteLetter(w.system, clerk, { id, letterId: l.id }))).toEqual(['letter_issued']);
    await expect(sql`update foi.letter set body = '{}'::jsonb where id = ${l.id}`.execute(w.system.db)).rejects.toThrow(
      /issued/,
    );
    await expect(sql`delete from foi.letter where id = ${l.id}`.execute(w.system.db)).rejects.toThrow(/issued/);
  });
});

test('letters of a unit and year are numbered without a gap, refused ones take none', async () => {
  const before = await rows<{ no: string }>(w.system.db, sql`select no from foi.letter where no is not null`);
  const one = await d.opened();
  await d.propose(one, DENIED);
  allowed(await save(one, await letterOf(one, 'answer'), (x) => x.replace('60日内', '30日内')));
  expect(codesOf(await decide(w.system, staff.approver, await d.at(one)))).toContain('letter_problem');
  await Promise.all([d.answered(DENIED), d.answered(DENIED), d.answered(DENIED)]);
  const after = await rows<{ no: string }>(w.system.db, sql`select no from foi.letter where no is not null`);
  const numbers = after.map((r) => Number(/〔2026〕(\d+)号/.exec(r.no)?.[1])).sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  expect(after.length).toBeGreaterThan(before.length + 3);
});

describe('the worker killed', () => {
  const blobs = async (): Promise<number> => {
    const dir = join(w.system.config.dataDir, 'files');
    const found = await readdir(dir, { recursive: true, withFileTypes: true });
    return found.filter((f) => f.isFile()).length;
  };
  /** A system whose disk dies at the n-th file. */
  const dying = (n: number): System => {
    let left = n;
    const put: System['files']['put'] = async (bytes) => {
      if (--left === 0) throw new Error('killed');
      return w.system.files.put(bytes);
    };
    return { ...w.system, files: { ...w.system.files, put } };
  };

  test.each([
    [1, 'before the first file'],
    [2, 'between the two'],
  ])('at file %i (%s): the letter appears once, with both files', async (n, _when) => {
    const id = await d.answered(DENIED);
    const l = await letterOf(id, 'answer');
    await expect(drawLetter.run(dying(n), { letterId: l.id })).rejects.toThrow('killed');
    expect(await letterOf(id, 'answer')).toMatchObject({ no: l.no, docx: null, pdf: null });
    // The queue tries again.
    await drawLetter.run(w.system, { letterId: l.id });
    const done = await letterOf(id, 'answer');
    expect(done).toMatchObject({ no: l.no, docx: expect.any(String), pdf: expect.any(String) });
    expect((await lettersOf(w.system.db, id)).filter((x) => x.kind === 'answer')).toHaveLength(1);
  });

  test('two workers at once leave one pair of files, and a third changes nothing', async () => {
    const l = await letterOf(await d.answered(DENIED), 'answer');
    const before = await blobs();
    const job = { letterId: l.id };
    await Promise.all([drawLetter.run(w.system, job), drawLetter.run(w.system, job)]);
    await drawLetter.run(w.system, job);
    expect(await blobs()).toBe(before + 2);
  });
});

describe('who reads a letter', () => {
  test('the applicant those addressed to the applicant, once they are out', async () => {
    const id = await d.opened();
    await d.consult(id);
    const letters = await lettersOf(w.system.db, id);
    const kinds = (mine: boolean) =>
      letters
        .filter((l) => goesToApplicant(l) === mine)
        .map((l) => l.kind)
        .sort();
    expect(kinds(true)).toEqual(['consultNotice', 'receipt']);
    expect(kinds(false)).toEqual(['consultThird']);
    await d.propose(await d.opened(), DENIED);
  });

  test('the handling clerk and who approves; each look is in the audit; nobody of another unit', async () => {
    const id = await d.answered(DENIED);
    const { id: drawn } = await letterOf(id, 'answer');
    await drawLetter.run(w.system, { letterId: drawn });
    const l = await letterOf(id, 'answer');
    const look = (who = clerk) => openLetter(w.system, who, { id, letterId: l.id, format: 'pdf' });
    expect((await look()).ok).toBe(true);
    expect((await look(staff.approver)).ok).toBe(true);
    expect(codesOf(await look(actor('mz-clerk-2', 'minzheng', ['clerk'])))).toEqual(['file_not_yours']);
    await expect(look(actor('sw-clerk', 'shuiwu', ['clerk']))).rejects.toMatchObject({ code: 'forbidden' });
    const seen = await rows<{ outcome: string }>(
      w.system.db,
      sql`select outcome from platform.audit where action = 'foi.openLetter' order by id desc limit 4`,
    );
    expect(seen.map((x) => x.outcome).sort()).toEqual(['done', 'done', 'forbidden', 'refused']);
  });
});

describe('a letter beside the acts', () => {
  test('to a sister office is written, checked, issued once; a second office gets its own', async () => {
    const id = await d.opened();
    expect(codesOf(await writeLetter(w.system, clerk, { id, kind: 'assist', agency: '', matter: '' }))).toEqual([
      'no_agency_asked',
      'no_matter',
    ]);
    const ask = async (agency: string): Promise<string> =>
      allowed(await writeLetter(w.system, clerk, { id, kind: 'assist', agency, matter: '核对是否保存该报告' }))
        .letterId;
    const first = await ask('农业股');
    const l = (await lettersOf(w.system.db, id)).find((x) => x.id === first);
    if (!l) throw new Error('lost');
    expect(paperText(paperOf(l))).not.toContain(NAME);
    const { no } = allowed(await issueAlone(w.system, clerk, { id, letterId: first, seen: seal16(l.body) }));
    expect(no).toMatch(/〔2026〕\d+号$/);
    expect(codesOf(await issueAlone(w.system, clerk, { id, letterId: first, seen: seal16(l.body) }))).toEqual([
      'letter_issued',
    ]);
    expect(await ask('档案股')).not.toBe(first);
  });
  test('an answer is not issued without its decision', async () => {
    const id = await d.opened();
    await d.propose(id, DENIED);
    const l = await letterOf(id, 'answer');
    expect(codesOf(await issueAlone(w.system, clerk, { id, letterId: l.id, seen: seal16(l.body) }))).toEqual([
      'letter_with_act',
    ]);
  });
});
