import { canonical } from '../../lib/canonical.ts';
import type { Day } from '../../lib/day.ts';
import type { Situation } from '../../lib/situations.ts';

export type Basis = { law: string; article?: string; text?: string };
/** `size` in bytes; `seconds`: how long a recording lasts. */
export type Attachment = { name: string; sha256: string; size: number; type: string; seconds?: number };
export type Validity = { from?: Day; until?: Day; status?: string; note?: string };

/** The item of the catalogue that a piece answers; title and audience as they were then. */
export type ItemRef = { id: string; title: string; audience?: string };
/** One filled element (要素) of the item, with its label: the page needs no catalogue to show it. */
export type FilledElement =
  | { key: string; label: string; type: string; value: string }
  | { key: string; label: string; type: 'table'; head: string[]; rows: string[][]; nums: boolean[] };

/** The elements in words, a line each and a line for each row of a table: for search and for differences between versions. */
export const elementsText = (elements: readonly FilledElement[] = []): string =>
  elements
    .flatMap((e) =>
      'rows' in e
        ? [`${e.label}：`, ...e.rows.map((r) => r.map((cell, i) => `${e.head[i] ?? ''} ${cell}`).join('　'))]
        : [`${e.label}：${e.value.replaceAll('\n', '　')}`],
    )
    .join('\n');

/** How an interpretation explains: several of them may explain one policy. */
export const EXPLANATION_FORMS = {
  text: '文字',
  infographic: '图解',
  video: '视频',
  audio: '音频',
  slides: '幻灯片',
  conference: '发布会文字',
  qa: '问答',
  comic: '漫画',
} as const;
export type ExplanationForm = keyof typeof EXPLANATION_FORMS;

/** The six elements of an interpretation (工作要点 二（一）) and the plain question each answers. */
export const EXPLAINED_ELEMENTS = [
  { name: '背景依据', question: '为什么出' },
  { name: '目标任务', question: '要达到什么' },
  { name: '主要内容', question: '主要做什么' },
  { name: '执行标准', question: '什么标准' },
  { name: '惠民利民举措', question: '有什么好处' },
  { name: '新旧政策差异', question: '和以前比' },
] as const;

/** What an interpretation says of its policy, as facts beside its text; shown on the policy's own page as 一页看懂. */
export type Explanation = {
  form: ExplanationForm;
  /** The elements answered, by name (背景依据 …), each with the article it explains (`8`, `8-1`) when there is one. */
  answers: { name: string; text: string; article?: string }[];
  /** 新旧政策差异 as a table; `first`: there was no earlier policy. */
  change?: { first: true } | { oldName: string; rows: { what: string; old: string; now: string }[] };
  /**
   * The drafter's words beside rows of the table that is drawn from the two versions: `at` names the article of the new text
   * (`8`), or of the old one where it was taken out (`old-5`). The words stand beside the table and never change it.
   */
  beside?: { at: string; words: string }[];
  /** The policy as questions that people ask, by situation, each with the article that answers it. */
  questions?: { situation: Situation; question: string; answer: string; article?: string }[];
};

/** An explanation in words, a line each: for search, for checks and for differences between versions. */
export const explanationText = (e: Explanation | undefined | null): string =>
  e
    ? [
        ...e.answers.map((a) => `${a.name}：${a.text}`),
        ...(e.change && 'rows' in e.change ? e.change.rows.map((r) => `${r.what}：${r.old}，现在${r.now}`) : []),
        ...(e.beside ?? []).map((b) => b.words),
        ...(e.questions ?? []).map((q) => `${q.question}　${q.answer}`),
      ].join('\n')
    : '';

/** Everything a reader sees of a piece, as a module hands it over. Markup must be sanitised before. */
export type Draft = {
  title: string;
  /** 政策文件, 通知公告 …: what sort of piece it is. */
  kind: string;
  unitId: string;
  unitName: string;
  /** Paths of the columns it stands in; the first is its home. */
  columns: string[];
  topics: string[];
  html: string;
  /** One or two plain sentences: what it means for the reader. */
  answer?: string;
  docNo?: string;
  indexNo?: string;
  issuedOn?: Day;
  /** In whose name it is issued (发文机关), when that is not who drafted and publishes it: the government, for a department's draft. */
  issuer?: string;
  /** Where it comes from, when it was first published elsewhere (信息来源). */
  source?: string;
  basis: Basis[];
  validity?: Validity;
  /** The work that this one interprets. */
  interprets?: number;
  explanation?: Explanation;
  attachments: Attachment[];
  item?: ItemRef;
  /** Shown above the text, tables below it. */
  elements?: FilledElement[];
  /** Who wrote, reviewed and released it, as roles. */
  hands: { writer: string; reviewer: string; approver: string };
};

export type Act = 'publish' | 'correct' | 'withdraw';

/** The frozen form of an edition: these bytes are what the register's hash is over. */
export type EditionContent = Draft & {
  v: 1;
  edition: string;
  version: number;
  act: Act;
  reason?: string;
  at: string;
};

/** Canonical bytes (RFC 8785): the same content always gives the same bytes. */
export const freeze = (content: EditionContent): Buffer => Buffer.from(canonical(content));

/** Reads frozen bytes back as `freeze` wrote them; throws SyntaxError on others. */
export const thaw = (bytes: Buffer): EditionContent => JSON.parse(bytes.toString('utf8')) as EditionContent;
