import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, sql } from '../../platform/db/connection.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, seedUnits, staff } from '../../testing/editorial.ts';
import { film, mp4Saying, wav } from '../../testing/media.ts';
import { type World, world } from '../../testing/world.ts';
import { checks } from '../checks/index.ts';
import { createPiece, editorial, pieceById } from '../editorial/index.ts';
import { org } from '../org/index.ts';
import { policy, takeInAll } from '../policy/index.ts';
import { type Attachment, type Explanation, publication } from '../publication/index.ts';
import { regulation } from '../regulation/index.ts';
import { sites } from '../sites/index.ts';
import { translog } from '../translog/index.ts';
import { elementDuties, missingDuties } from './duties.ts';
import { interpretation } from './index.ts';

const OLD =
  '<p>第一条　为了照料老年人，制定本办法。</p><p>第二条　年满70周岁的老年人可以申请补贴。补贴按季发放。</p><p>第三条　每人每月不超过400元。</p><p>第四条　老年人住院超过三十日的，停发补贴。</p>';
const NEW =
  '<p>第一条　为了照料老年人，制定本办法。</p><p>第二条　年满60周岁的老年人可以申请补贴。补贴按季发放。</p><p>第三条　完全失能的，每人每月600元。</p><p>第四条　村（居）民委员会可以代为申请，也可以打电话预约上门。</p>';

let w: World;
let policyNo = 0;
const nos: Record<string, number> = {};
const { clerk } = staff;

const keep = async (name: string, type: string, bytes: Buffer, seconds?: number): Promise<Attachment> => ({
  name,
  type,
  sha256: await w.system.files.put(bytes),
  size: bytes.length,
  ...(seconds === undefined ? {} : { seconds }),
});

beforeAll(async () => {
  w = await world({
    modules: [org, translog, publication, sites, checks, editorial, regulation, interpretation, policy],
    at: '2026-03-02T09:30:00+08:00',
  });
  await seedUnits(w);
  await exec(w.system.db, sql`update org.unit set code_letters = '{明政规发}' where id = 'qu'`);
  const doc = (title: string, docNo: string, html: string, note?: string) =>
    published(w, {
      title,
      docNo,
      html,
      kind: '政策文件',
      unitId: 'minzheng',
      unitName: '明河区民政局',
      issuedOn: (note ? '2021-03-22' : '2026-03-01') as never,
      ...(note
        ? { validity: { from: '2021-04-01' as never, status: '废止', note } }
        : { validity: { from: '2026-03-20' as never, status: '有效' } }),
    });
  await doc('明河区养老补贴办法（旧）', '明政规发〔2021〕5号', OLD, '2026年3月20日起由《明河区养老补贴办法》替代');
  policyNo = (await doc('明河区养老补贴办法', '明政规发〔2026〕3号', NEW)).no;
  await takeInAll(w.system);
  const told = async (
    form: Explanation['form'],
    title: string,
    files: Attachment[],
    over: Partial<Explanation> = {},
  ) => {
    nos[form] = (
      await published(w, {
        title,
        kind: '解读',
        unitId: 'minzheng',
        unitName: '明河区民政局',
        interprets: policyNo,
        html: '<p>失能老人在家，服务员上门，区里出钱。</p>',
        explanation: { form, answers: [], ...over },
        attachments: files,
      })
    ).no;
  };
  const vtt = Buffer.from('WEBVTT\n\n00:00.000 --> 00:01.500\n失能老人在家，区里出钱。\n');
  await told('text', '文字解读', [], {
    answers: [{ name: '执行标准', text: '完全失能每月600元。', article: '3' }],
    beside: [
      { at: '2', words: '放宽十岁' },
      { at: '3', words: '按失能程度分档' },
    ],
    questions: [
      { situation: '补贴', question: '每月能领多少', answer: '完全失能的每月600元。', article: '3' },
      { situation: '办事', question: '能不能让村里代办', answer: '能，也可以打电话。', article: '4' },
    ],
  });
  await told('video', '一分钟看懂', [
    await keep('一分钟.mp4', 'video/mp4', film('mp4'), 1.7),
    await keep('一分钟.vtt', 'text/vtt; charset=utf-8', vtt),
  ]);
  await told('audio', '听解读', [await keep('听.wav', 'audio/wav', wav(2), 192)]);
  await told('infographic', '图解', [await keep('图.png', 'image/png', Buffer.from('89504e470d0a1a0a', 'hex'))]);
  await told('slides', '讲解幻灯片', [await keep('讲解.pdf', 'application/pdf', Buffer.from('%PDF-1.7'))]);
  await told('comic', '漫画', [await keep('漫画.png', 'image/png', Buffer.from('89504e470d0a1a0a01', 'hex'))]);
  await w.runJobs();
});
afterAll(() => w.end());

const page = async (path: string) => (await w.request('GET', path)).text;

describe('one policy in several forms', () => {
  test('stands side by side on one page, each with what it shows and plays', async () => {
    const text = await page(`/p/${policyNo}/interpretations`);
    expect(text).toContain('6件解读，6种形式：文字、视频、音频、图解、幻灯片、漫画');
    expect(text).toMatch(/<video controls[^>]*src="\/files\/[0-9a-f]{64}\/[^"]+\.mp4"/);
    expect(text).toMatch(/<track kind="captions" srclang="zh-CN"[^>]*\.vtt"/);
    expect(text).toContain('失能老人在家，区里出钱。</p>');
    expect(text).toContain('音频 3分12秒');
    expect(text).toContain('alt="图解。图里的话下面的文字里都有。"');
    expect(text).toContain('打开幻灯片：讲解.pdf');
    expect(text).toContain(`href="/p/${policyNo}#art-3">第三条</a>`);
  });

  test('the policy leads to each form, to all of them together, and from the clause explained', async () => {
    const text = await page(`/p/${policyNo}`);
    for (const no of Object.values(nos)) expect(text).toContain(`href="/p/${no}"`);
    expect(text).toContain(`href="/p/${policyNo}/interpretations"`);
    expect(text).toMatch(/id="art-4"[\s\S]*解读里讲到这一条[\s\S]*能不能让村里代办/);
  });

  test('each form leads back to the policy and to the others', async () => {
    const text = await page(`/p/${nos.comic}`);
    expect(text).toContain(`href="/p/${policyNo}"`);
    expect(text).toContain(`href="/p/${nos.video}"`);
    expect(text).toContain('alt="漫画。图里的话下面的正文里都有。"');
  });

  test('recordings and captions are sent as what they are, in parts as players ask', async () => {
    const src = /src="(\/files\/[0-9a-f]{64}\/[^"]+\.mp4)"/.exec(await page(`/p/${nos.video}`))?.[1] ?? '';
    const whole = await w.request('GET', src);
    expect(whole.headers['content-type']).toBe('video/mp4');
    expect(whole.headers['content-disposition']).toMatch(/^inline/);
    const part = await w.request('GET', src, { headers: { range: 'bytes=0-99' } });
    expect([part.status, part.headers['content-range']]).toEqual([206, `bytes 0-99/${film('mp4').length}`]);
  });

  test('a policy that nobody explained says so; one that is not there is not found', async () => {
    const bare = await published(w, { title: '光办法', kind: '政策文件', docNo: '明民发〔2026〕9号' });
    expect(await page(`/p/${bare.no}/interpretations`)).toContain('这份文件还没有解读');
    expect((await w.request('GET', '/p/99999/interpretations')).status).toBe(404);
  });
});

describe('a film that is sent in', () => {
  test('is told by its bytes, measured, and its SubRip captions become what browsers play', async () => {
    const made = allowed(
      await createPiece(w.system, clerk, {
        unitId: 'minzheng',
        fields: { title: '短片', kind: '解读', columns: ['zcjd'] },
      }),
    );
    const send = async (seen: number, files: [string, Buffer][]) => {
      const form = new FormData();
      for (const [k, v] of Object.entries({ act: 'save', seen: String(seen), attachmentsSent: '1' })) form.append(k, v);
      for (const [name, bytes] of files) form.append('attachment', new Blob([new Uint8Array(bytes)]), name);
      return w.request('POST', `/console/pieces/${made.id}`, { as: clerk, form });
    };
    const srt = Buffer.from('1\r\n00:00:00,000 --> 00:00:01,500\r\n区里出钱。\r\n');
    const bad = await send(made.version, [
      ['短片.mp4', wav(1)],
      ['长片.mp4', mp4Saying(40 * 60)],
    ]);
    expect([bad.status, bad.text.includes('里面其实是WAV音频'), bad.text.includes('超过30分钟')]).toEqual([
      422,
      true,
      true,
    ]);
    expect(
      (
        await send((await pieceById(w.system.db, made.id))?.version ?? 0, [
          ['短片.mp4', film('mp4')],
          ['短片.srt', srt],
        ])
      ).status,
    ).toBe(303);
    const files = (await pieceById(w.system.db, made.id))?.attachments ?? [];
    expect(files.map((a) => [a.name, a.type, a.seconds])).toEqual([
      ['短片.mp4', 'video/mp4', 1.7],
      ['短片.vtt', 'text/vtt; charset=utf-8', undefined],
    ]);
    expect((await w.system.files.get(files[1]?.sha256 ?? '')).toString()).toContain('00:00:00.000 --> 00:00:01.500');
    expect((await w.request('GET', `/console/pieces/${made.id}`, { as: clerk })).text).not.toContain('视频没有字幕');
  });
});

describe('old and new, drawn from the versions', () => {
  test('the card shows the registered words of both, with the drafter’s words beside', async () => {
    const text = await page(`/p/${policyNo}`);
    const card = /<section class="one-page[\s\S]*?one-page-forms/.exec(text)?.[0] ?? '';
    expect(card).toContain('2021年办法');
    expect(card).toContain('年满70周岁的老年人可以申请补贴。');
    expect(card).toContain('年满<ins>60</ins>周岁的老年人可以申请补贴。');
    expect(card).not.toContain('补贴按季发放');
    expect(card).toContain('按失能程度分档');
    // Only what the drafter has words for; the rest is a page of its own.
    expect(card).not.toContain('打电话预约上门');
    expect(card).toContain('还有2条不同');
    expect(card).toContain('由系统从两份登记的原文比对得出');
    expect(card).toContain('/compare-articles?with=');
  });

  test('nobody owes a table that the page draws by itself', async () => {
    const at = { today: w.clock.today(), units: 'all' as const };
    expect((await elementDuties(w.system.readDb, at, w.system)).map((d) => d.note)).toEqual([
      '“一页看懂”还缺背景依据、目标任务、主要内容、惠民利民举措',
    ]);
  });

  test('the drafter sees it in the form, writes beside it, and cannot change it', async () => {
    const made = allowed(
      await createPiece(w.system, clerk, {
        unitId: 'minzheng',
        fields: { title: '又一件解读', kind: '解读', interprets: policyNo, columns: ['zcjd'], html: '<p>解读。</p>' },
      }),
    );
    const text = (await w.request('GET', `/console/pieces/${made.id}`, { as: clerk })).text;
    expect(text).toContain('新旧对照，由系统从两份原文比对得出');
    expect(text).toContain('name="explains-beside-2"');
    expect(text).toContain('没有这一条');
    expect(text).toContain('删去了这一条');
    const form = {
      act: 'save',
      seen: String(made.version),
      explanationSent: '1',
      'explains-form': 'qa',
      'explains-beside-2': '放宽十岁',
      'explains-beside-x9': '不算',
      'explains-first': '1',
      'explains-questions': '补贴｜多大年纪能领｜60周岁以上。｜第二条\n办事｜找谁｜村里。',
    };
    expect((await w.request('POST', `/console/pieces/${made.id}`, { as: clerk, form })).status).toBe(303);
    const stored = await pieceById(w.system.db, made.id);
    expect(stored?.explanation).toEqual({
      form: 'qa',
      answers: [],
      change: { first: true },
      beside: [{ at: '2', words: '放宽十岁' }],
      questions: [
        { situation: '补贴', question: '多大年纪能领', answer: '60周岁以上。', article: '2' },
        { situation: '办事', question: '找谁', answer: '村里。' },
      ],
    });
    const again = (await w.request('GET', `/console/pieces/${made.id}`, { as: clerk })).text;
    expect(again).toContain('value="放宽十岁"');
    expect(again).toContain('选了“首次制定”，台账里它替代了《明河区养老补贴办法（旧）》');
    const bad = await w.request('POST', `/console/pieces/${made.id}`, {
      as: clerk,
      form: { ...form, seen: String(stored?.version), 'explains-questions': '问候｜您好吗｜好' },
    });
    expect([bad.status, bad.text.includes('问候｜您好吗｜好')]).toEqual([422, true]);
    expect(bad.text).toContain('问答第1行要写成');
  });
});
describe('a policy that no longer holds', () => {
  const at = () => ({ today: w.clock.today(), units: 'all' as const });
  const decide = (no: number, decided: string | null, on: string | null, until: string | null = null) =>
    exec(
      w.system.db,
      sql`update policy.document set decided = ${decided}, decided_on = ${on}::date, until_on = ${until}::date,
            reason = ${decided ? '清理结果' : ''}, status_doc = ${decided ? '明政发〔2026〕9号' : ''} where no = ${no}`,
    );
  let bare = 0;

  beforeAll(async () => {
    bare = (
      await published(w, {
        title: '明河区渡口办法',
        docNo: '明政规发〔2026〕8号',
        kind: '政策文件',
        unitId: 'minzheng',
        unitName: '明河区民政局',
      })
    ).no;
    await takeInAll(w.system);
  });

  test.each<[string, string | null, string | null, string | null, boolean, string]>([
    ['in force', null, null, null, true, 'its drafter owes an interpretation'],
    ['repealed', 'repealed', '2026-03-01', null, false, 'nobody has to explain what no longer holds'],
    ['to be repealed next month', 'repealed', '2026-04-01', null, true, 'until that day it holds'],
    ['void', 'void', '2026-03-01', null, false, 'as if it had never been'],
    ['lapsed', null, null, '2026-02-28', false, 'its last day is over'],
    ['amended', 'amended', '2026-03-01', null, true, 'it holds in its new form'],
  ])('%s: %s on %s, until %s: reminded %s, since %s', async (_, decided, on, until, reminded) => {
    await decide(bare, decided, on, until);
    await decide(policyNo, decided, on, until);
    const missing = await missingDuties(w.system.readDb, at(), w.system);
    expect(missing.some((d) => d.title === '写解读：明河区渡口办法')).toBe(reminded);
    const elements = await elementDuties(w.system.readDb, at(), w.system);
    expect(elements.some((d) => d.act.href === `/console/works/${policyNo}`)).toBe(reminded);
  });
});
