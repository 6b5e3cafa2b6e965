import { addDays, type Ctx, type Day, monthDay, type PieceSpec, workdayBefore, yearOf } from '../context.ts';
import { articles, type Chapter, doc, h2, p } from '../html.ts';
import type { DemoAttachment, DemoBasis, DemoValidity } from '../types.ts';
import { explanationOf } from './explained.ts';

type Normative = {
  id: string;
  /** Who drafted it: publishes it, explains it, answers questions. */
  unit: string;
  /** In whose name it is issued, when that is another unit. */
  issuer?: string;
  letters: string;
  title: string;
  /** Day of publication; the document is dated a few days before. */
  on: Day;
  /** First day in force; the day of publication when absent. */
  from?: Day;
  /** How many years it is in force. */
  years: number;
  /** Set when it is no longer in force for another reason than its end. */
  stopped?: { status: '废止' | '失效' | '已修改'; reason: string };
  cols?: string[];
  chapters: Chapter[];
  answer: string;
  basis: DemoBasis[];
  topics?: string[];
  replacedBy?: string;
};

/** Last day in force of a document valid for `years` from `from`: the eve of the anniversary. */
export function lastDay(from: Day, years: number): Day {
  const leap = from.endsWith('-02-29');
  return addDays(monthDay(yearOf(from) + years, Number(from.slice(5, 7)), leap ? 28 : Number(from.slice(8, 10))), -1);
}

/** Whether a document is in force on the day, from its own dates alone. */
function validityOn(today: Day, from: Day, years: number, stopped?: Normative['stopped']): DemoValidity {
  const until = lastDay(from, years);
  if (stopped !== undefined) return { from, until, ...stopped };
  if (today < from) return { from, until, status: '尚未生效' };
  if (today > until) return { from, until, status: '失效', reason: '有效期届满，未延续' };
  return { from, until, status: '有效' };
}

/** An administrative normative document with its articles. */
export function normative(c: Ctx, n: Normative): PieceSpec {
  const from = n.from ?? n.on;
  return {
    id: n.id,
    unit: n.unit,
    letters: n.letters,
    ...(n.issuer === undefined ? {} : { issuer: n.issuer }),
    cols: ['zfxxgk/fdzdgk/gfxwj', 'zcjd/wenjian', ...(n.cols ?? [])],
    title: n.title,
    kind: '政策文件',
    on: n.on,
    issued: workdayBefore(addDays(n.on, -6)),
    html: articles(n.chapters),
    answer: n.answer,
    basis: n.basis,
    validity: validityOn(c.today, from, n.years, n.stopped),
    ...(n.topics === undefined ? {} : { topics: n.topics }),
    ...(n.replacedBy === undefined ? {} : { replacedBy: n.replacedBy }),
  };
}

type Interpretation = {
  id: string;
  of: PieceSpec;
  unit: string;
  title: string;
  /** Headings and blocks of HTML or plain paragraphs. */
  parts: [heading: string, ...body: string[]][];
  answer: string;
  /** Days after the policy; 0 is together with it. */
  after?: number;
  attachments?: DemoAttachment[];
};

/** An interpretation by the drafting unit, published with its policy unless said otherwise. */
export function interpretation(i: Interpretation): PieceSpec {
  const explanation = explanationOf(i.id, i.parts);
  return {
    id: i.id,
    unit: i.unit,
    cols: ['zcjd/jiedu', ...i.of.cols.filter((s) => s.startsWith('zdly/'))],
    title: i.title,
    kind: '解读',
    on: i.after === undefined ? i.of.on : workdayBefore(addDays(i.of.on, i.after)),
    html: doc(
      p(`本解读由文件起草单位撰写，对应文件：《${i.of.title}》（⟦no:${i.of.id}⟧）。`),
      ...i.parts.flatMap(([heading, ...body]) => [h2(heading), ...body.map((b) => (b.startsWith('<') ? b : p(b)))]),
    ),
    answer: i.answer,
    basis: [
      {
        law: '中华人民共和国政府信息公开条例',
        article: '第十九条',
        text: '对涉及公众利益调整、需要公众广泛知晓或者需要公众参与决策的政府信息，行政机关应当主动公开。',
      },
    ],
    interprets: i.of.id,
    ...(explanation === undefined ? {} : { explanation }),
    ...(i.attachments === undefined ? {} : { attachments: i.attachments }),
    ...(i.of.topics === undefined ? {} : { topics: i.of.topics }),
  };
}
