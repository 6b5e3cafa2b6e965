import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { day } from '../lib/day.ts';
import { reportOnPage } from '../modules/annualreport/index.ts';
import { standingOn } from '../modules/policy/index.ts';
import { articlesOf } from '../modules/regulation/index.ts';
import { inspectUpload, textOf } from '../platform/documents/index.ts';
import { buildDistrict } from './index.ts';
import { policyLife } from './policy-life.ts';

const KNOWN_UNANSWERED = ['new', 'handling', 'review'];

describe.each(['2026-03-31', '2026-11-26', '2027-01-05'])('policies of the demonstration district on %s', (today) => {
  const d = buildDistrict({ today: day(today) });
  const normative = d.pieces.filter((p) => p.kind === '政策文件' && p.docNo?.includes('规发') && p.validity);
  const unitOf = new Map(d.units.map((u) => [u.id, u]));

  test('are at least forty, each written in articles with a beginning and an end', () => {
    expect(normative.length).toBeGreaterThanOrEqual(40);
    for (const p of normative) {
      const articles = articlesOf(textOf(p.html));
      expect(articles.length, p.title).toBeGreaterThanOrEqual(5);
      expect(
        articles.map((a) => a.no),
        p.title,
      ).toEqual(articles.map((_, i) => String(i + 1)));
      expect(p.validity?.from && p.validity.until, p.title).toBeTruthy();
    }
  });

  test('are what the annual reports count: part two of each says what stood in its name at the end of the year', () => {
    const reports = d.pieces.filter((p) => p.kind === '年报');
    const nameOf = (id: string) => unitOf.get(id)?.name ?? id;
    const standing = (unit: string, on: string) =>
      normative.filter((p) => {
        const { from, until, status } = p.validity ?? {};
        const said = /(\d{4})年(\d{1,2})月(\d{1,2})日/.exec(p.validity?.reason ?? '');
        const stopped = said
          ? `${said[1]}-${said[2]?.padStart(2, '0')}-${said[3]?.padStart(2, '0')}`
          : p.publishedAt.slice(0, 10);
        const decided = status === '有效' ? null : 'repealed';
        const dates = { fromOn: from ?? null, untilOn: until ?? null, decided, decidedOn: day(stopped) } as const;
        return (
          (p.issuer ?? nameOf(p.unitId)) === nameOf(unit) &&
          (p.issuedOn ?? '9') <= on &&
          !['repealed', 'lapsed'].includes(standingOn(dates, day(on)))
        );
      }).length;
    const told = new Map<string, number>();
    for (const r of reports) {
      const read = reportOnPage(`<h1>${r.title}</h1>${r.html}`);
      if (!read.ok) throw new Error(read.wrong.join(' '));
      const { made, repealed, inForce } = read.report.table2.normativeDocuments;
      told.set(`${r.unitId} ${read.report.year}`, inForce ?? -1);
      const end = `${read.report.year}-12-31`;
      if (r.unitId !== 'minghe') expect([r.title, inForce]).toEqual([r.title, standing(r.unitId, end)]);
      const before = told.get(`${r.unitId} ${read.report.year - 1}`);
      if (before !== undefined) expect([r.title, before + (made ?? 0) - (repealed ?? 0)]).toEqual([r.title, inForce]);
    }
    const years = [...new Set([...told.keys()].map((k) => k.slice(-4)))];
    for (const year of years) {
      const units = [...told].filter(([k]) => k.endsWith(year) && !k.startsWith('minghe ')).map(([, n]) => n);
      const whole = units.reduce((a, b) => a + b, 0) + standing('minghe', `${year}-12-31`);
      expect([year, told.get(`minghe ${year}`)]).toEqual([year, whole]);
      expect(whole).toBeGreaterThan(10);
    }
  });

  test('in the government’s name are a department’s draft, so that a question finds who wrote it', () => {
    const government = normative.filter((p) => p.docNo?.startsWith('明政规发'));
    expect(government.length).toBeGreaterThanOrEqual(15);
    for (const p of government) {
      expect(p.issuer, p.title).toBe('明河区人民政府');
      expect(unitOf.get(p.unitId)?.kind, p.title).toBe('department');
    }
  });

  test('have stood in several ways: in force, replaced, past their end', () => {
    expect(new Set(normative.map((p) => p.validity?.status))).toEqual(new Set(['有效', '废止', '失效']));
    expect(normative.filter((p) => p.replacedByPieceId).length).toBeGreaterThanOrEqual(3);
  });

  test('are explained in at least six forms, one of them in all six side by side', () => {
    const told = d.pieces.filter((p) => p.kind === '解读');
    expect(new Set(told.map((p) => p.explanation?.form ?? 'text')).size).toBeGreaterThanOrEqual(6);
    const forms = told.filter((p) => p.interpretsPieceId === 'yanglao-butie').map((p) => p.explanation?.form);
    expect(new Set(forms).size).toBeGreaterThanOrEqual(6);
  });

  test('bring real files: each is what its name says, a film with its captions', async () => {
    const media = d.pieces.flatMap((p) => p.attachments ?? []).flatMap((a) => ('media' in a ? [a] : []));
    expect(media.length).toBeGreaterThanOrEqual(5);
    for (const a of media) {
      const bytes = await readFile(new URL(`media/${a.media}`, import.meta.url));
      expect(await inspectUpload({ name: a.name, bytes }), a.name).toMatchObject({ ok: true });
    }
    const names = media.map((a) => a.name);
    for (const film of names.filter((n) => n.endsWith('.mp4'))) expect(names).toContain(film.replace('.mp4', '.vtt'));
  });

  test('are asked about: an answer base of every situation, some questions still open', () => {
    const answered = d.questions.filter((q) => q.state === 'answered');
    expect(answered.length).toBeGreaterThanOrEqual(25);
    expect(new Set(answered.map((q) => q.kind)).size).toBeGreaterThanOrEqual(4);
    expect(new Set(d.questions.map((q) => q.channel)).size).toBe(4);
    expect(d.questions.some((q) => KNOWN_UNANSWERED.includes(q.state))).toBe(true);
  });

  test('are cleared: every verdict of the clean-up names a document that is there', () => {
    const titles = new Set(normative.map((p) => p.title));
    const { verdicts } = policyLife(day(today)).cleanup;
    expect(verdicts.filter((v) => !titles.has(v.title))).toEqual([]);
    expect(new Set(verdicts.map((v) => v.verdict))).toEqual(new Set(['amend', 'repeal', 'void']));
  });
});
