import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { rows, sql } from '../../../platform/db/connection.ts';
import { closeConverter, examine, type Paper, paperText } from '../../../platform/documents/index.ts';
import { allowed, codesOf, staff } from '../../../testing/editorial.ts';
import { desk, foiWorld } from '../../../testing/foi.ts';
import type { World } from '../../../testing/world.ts';
import { sayFoi } from '../index.ts';
import type { Letter } from '../rules/types.ts';
import { lettersOf } from '../store/index.ts';
import { issueAlone, rewriteLetter, saveLetter, writeLetter } from './actions.ts';
import { fieldsOf, seal16 } from './edit.ts';
import { drawLetter, letterFile } from './files.ts';

// Drawing pages takes a second each, and more on a machine that does other things.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let w: World;
let d: ReturnType<typeof desk>;
beforeAll(async () => {
  w = await foiWorld();
  d = desk(w);
});
afterAll(async () => {
  await w.end();
  await closeConverter();
});

const clerk = staff.clerk;
const letterAt = async (id: string, letterId: string): Promise<Letter> => {
  const found = (await lettersOf(w.system.db, id)).find((l) => l.id === letterId);
  if (!found) throw new Error(`no ${letterId}`);
  return found;
};
const textOf = (l: Letter): string => paperText(l.body as Paper);
const write = (id: string, kind: string, agency = '', matter = '') =>
  writeLetter(w.system, clerk, { id, kind, agency, matter });
const ask = async (id: string, agency: string, matter = '核对是否保存该报告'): Promise<string> =>
  allowed(await write(id, 'assist', agency, matter)).letterId;
const reword = async (id: string, letterId: string, from: string, to: string): Promise<void> => {
  const l = await letterAt(id, letterId);
  const paragraphs = fieldsOf(l.body as Paper).flatMap((x) => (x === undefined ? [] : [x.replace(from, to)]));
  const typed = { paragraphs, remark: (l.body as Paper).remark ?? '', attachments: '' };
  allowed(await saveLetter(w.system, clerk, { id, letterId, seen: seal16(l.body), typed }));
};
const issue = async (id: string, letterId: string) =>
  issueAlone(w.system, clerk, { id, letterId, seen: seal16((await letterAt(id, letterId)).body) });

describe('协办函', () => {
  test('a second office is asked in a letter of its own, and what was typed into the first draft is still there', async () => {
    const id = await d.opened();
    const first = await ask(id, '农业股');
    await reword(id, first, '请尽快书面回复', '请在三日内书面回复');
    const second = await ask(id, '档案股', '查2019年的案卷');
    expect(second).not.toBe(first);
    expect(textOf(await letterAt(id, first))).toContain('请在三日内书面回复');
    expect(textOf(await letterAt(id, second))).toContain('查2019年的案卷');
    for (const letterId of [first, second]) allowed(await issue(id, letterId));
    expect(new Set((await lettersOf(w.system.db, id)).map((l) => l.no)).size).toBe(3);
  });

  test('clicked twice it is one draft', async () => {
    const id = await d.opened();
    expect(await ask(id, '农业股')).toBe(await ask(id, ' 农业股 '));
  });

  test('written anew it still says who is asked and for what, and is the letter it was', async () => {
    const id = await d.opened();
    const first = await ask(id, '农业股');
    allowed(await issue(id, first));
    const second = await ask(id, '档案股', '查2019年的案卷');
    await reword(id, second, '查2019年的案卷', '随便查查');
    allowed(await rewriteLetter(w.system, clerk, { id, letterId: second }));
    const anew = await letterAt(id, second);
    expect([(anew.body as Paper).addressee, anew.once, anew.state]).toEqual(['档案股', 'assist-2', 'draft']);
    expect(textOf(anew)).toContain('查2019年的案卷');
    expect(textOf(anew)).not.toContain('＿');
    expect(await letterAt(id, first)).toMatchObject({ state: 'issued', once: 'assist' });
  });

  test('of which nothing was kept is not emptied: the clerk is told to change its words', async () => {
    const id = await d.opened();
    const letterId = await ask(id, '农业股');
    await sql`update foi.letter set asked = null where id = ${letterId}`.execute(w.system.db);
    const before = textOf(await letterAt(id, letterId));
    expect(codesOf(await rewriteLetter(w.system, clerk, { id, letterId }))).toEqual(['letter_not_rewritable']);
    expect(textOf(await letterAt(id, letterId))).toBe(before);
  });

  test('longer than anybody reads is refused, with the field', async () => {
    const id = await d.opened();
    const out = await write(id, 'assist', '股'.repeat(201), '查'.repeat(2001));
    expect(out.ok ? [] : out.refusals.map(sayFoi)).toEqual([
      '“请谁协办”写了201字，最多200字。请写短些，说要点就行。',
      '“请协办什么”写了2001字，最多2000字。请写短些，说要点就行。',
    ]);
  });
});

test('申请登记表 is one: asked for again, the draft is there as it was', async () => {
  const id = await d.opened();
  const { letterId } = allowed(await write(id, 'registration'));
  const before = seal16((await letterAt(id, letterId)).body);
  w.clock.set('2026-03-05T09:30:00+08:00');
  expect(allowed(await write(id, 'registration')).letterId).toBe(letterId);
  expect(seal16((await letterAt(id, letterId)).body)).toBe(before);
  w.clock.set('2026-03-02T09:30:00+08:00');
});

test('once the file is sealed nothing is written, changed or issued any more', async () => {
  const id = await d.answered();
  await d.deliver(id);
  const letterId = await ask(id, '农业股');
  await d.archive(id);
  const l = await letterAt(id, letterId);
  const typed = { paragraphs: [], remark: '', attachments: '' };
  const out = [
    await write(id, 'registration'),
    await issue(id, letterId),
    await rewriteLetter(w.system, clerk, { id, letterId }),
    await saveLetter(w.system, clerk, { id, letterId, seen: seal16(l.body), typed }),
  ];
  for (const no of out) expect(codesOf(no as Parameters<typeof codesOf>[0])).toEqual(['case_archived']);
  expect(await letterAt(id, letterId)).toEqual(l);
});

test('a mark that the applicant typed is never filled in with a third party’s name', async () => {
  const { id } = await d.apply({ description: '验收报告，谁反对公开：〔被征求意见方〕' });
  await d.confirm(id);
  await d.register(id);
  await d.consult(id);
  const notice = (await lettersOf(w.system.db, id)).find((l) => l.kind === 'consultNotice');
  expect(notice?.once).toMatch(/^consultNotice:/);
  await drawLetter.run(w.system, { letterId: notice?.id });
  const file = await letterFile(w.system, await letterAt(id, notice?.id ?? ''), 'docx');
  const read = await examine({ name: 'a.docx', bytes: file.bytes });
  const text = read.ok ? read.specimen.layers.map((x) => x.text).join('') : '';
  expect(text).toContain('谁反对公开');
  expect(text).not.toContain('某建设公司');
});

test('the history that the applicant reads tells of no letter to somebody else', async () => {
  const id = await d.opened();
  await d.consult(id, 'coproducer');
  allowed(await issue(id, await ask(id, '农业股')));
  const told = await rows<{ kind: string; note: string }>(
    w.system.db,
    sql`select detail->>'kind' as kind, note from foi.event where request_id = ${id} and what = 'letterIssued' order by id`,
  );
  expect(told.map((t) => [t.kind, t.note !== ''])).toEqual([
    ['receipt', true],
    ['consultCo', false],
    ['consultNotice', true],
    ['assist', false],
  ]);
});
