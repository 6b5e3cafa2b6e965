/** What a letter must be before it goes out: what was decided, what it says and the articles it names are one. */
import { sayDay } from '../../../../lib/day.ts';
import type { Paper } from '../../../../platform/documents/index.ts';
import { type DecisionKind, groundsOf, kindOf } from '../../rules/law.ts';
import type { LetterFacts, LetterKind } from '../../rules/types.ts';
import { VERDICT } from './answers.ts';
import { basisOfLetter, receiverOf, titleOf, workdaysOf } from './law.ts';
import { remedyProblems } from './remedy.ts';
import { APPLICANT, asked, askedInFull, BLANK, bare, type Draft, PARTY } from './say.ts';
import { thirdRemedy } from './template.ts';

export type LetterProblem = {
  code:
    | 'blank'
    | 'title'
    | 'decision'
    | 'verdict'
    | 'statute'
    | 'other_statute'
    | 'reasons'
    | 'where'
    | 'remedy'
    | 'remedy_here'
    | 'days'
    | 'date'
    | 'third_named'
    | 'applicant_named'
    | 'addressee'
    | 'unit';
  /** One Chinese sentence: what is wrong and what to do. */
  say: string;
  basis: string;
};

/** Characters only: a line break or a space more is no other word. */
const plain = (text: string): string => text.replace(/[\s\u3000]/g, '');
/** Without the applicant's words, which the letter only repeats: nobody here answers for a day or a name in them. */
const saidHere = (words: string, f: LetterFacts): string =>
  words.replaceAll(plain(askedInFull(f)), '').replaceAll(plain(asked(f)), '“”');
/** Without whatever else stands between quotation marks, one pair inside another too. */
function outsideQuotes(words: string): string {
  const less = words.replace(/“[^“”]+”/g, '');
  return less === words ? words : outsideQuotes(less);
}
/** An article without its law's long name and number, so that 《条例》第十四条 is one with the full name. */
const articleOf = (basis: string): string => /第[〇零一二三四五六七八九十百千]+条.*$/.exec(basis)?.[0] ?? basis;
const T29 = '条例第三十六条、第三十七条';

/**
 * Everything wrong with a letter, none left out. `text` is `paperText(paper)`; `decided` is the kind of decision the draft was
 * made for. Names are compared where `facts` hold them. Pure.
 */
export function letterProblems(
  kind: LetterKind,
  paper: Paper,
  text: string,
  draft: Draft,
  decided: string | null,
): LetterProblem[] {
  const { facts: f, law } = draft;
  const words = plain(text);
  const said = saidHere(words, f);
  const own = outsideQuotes(said);
  const no: LetterProblem[] = [];
  const add = (code: LetterProblem['code'], say: string, basis = '公文格式 GB/T 9704—2012'): void => {
    no.push({ code, say, basis });
  };
  if (said.includes(BLANK)) add('blank', '还有没填的空（＿＿＿＿）。请填上，或删去那一句。');
  if (paper.sign?.unit !== f.unit.name) add('unit', `落款应是${f.unit.name}。`);
  const title = titleOf(law, kind, f.decision?.key ?? null);
  if (plain(paper.title) !== title) add('title', `这种文书的标题是《${title}》，现在写的是《${paper.title}》。`);
  people(kind, paper, said, draft, add);
  if (kind === 'answer' || kind === 'closing') decision(words, own, draft, decided, add);
  else if (kind !== 'registration') {
    for (const b of basisOfLetter(law, kind, f.today)) if (!cites(own, b)) add('statute', `没有写明依据${b}。`, b);
    if (kind !== 'thirdNotice' && /提起行政诉讼|申请行政复议/.test(own))
      add('remedy_here', '这种告知不能单独申请复议或者起诉，不写救济途径。', '国办函〔2021〕132号第三条');
    if (kind === 'thirdNotice')
      for (const say of remedyProblems(own, thirdRemedy(draft))) add('remedy', say, '条例第五十一条');
  }
  // The day of the letter itself stands under it and is no day by which anything is due.
  const body = paper.blocks.flatMap((b) => (b.kind === 'paragraph' ? b.runs.map((r) => r.text) : []));
  days(kind, outsideQuotes(saidHere(plain(body.join('')), f)), draft, add);
  return no;
}

type Add = (code: LetterProblem['code'], say: string, basis?: string) => void;

/** The articles stand beside the law's name, which may come earlier in the same sentence. */
function cites(words: string, basis: string): boolean {
  const law = /《([^》]+)》/.exec(basis)?.[1] ?? '';
  const article = articleOf(basis);
  return (
    words.includes(plain(article)) &&
    (words.includes(law) || (law.endsWith('信息公开条例') && words.includes('《条例》')))
  );
}

function people(kind: LetterKind, paper: Paper, words: string, { facts: f, law, party }: Draft, add: Add): void {
  const to = receiverOf(law, kind);
  if (to === 'file') return;
  const applicant = f.applicant.name;
  if (to === 'applicant') {
    if (![APPLICANT, applicant ?? APPLICANT].map(plain).includes(plain(paper.addressee ?? '')))
      add('addressee', `主送应是${APPLICANT}，出具时填入姓名或者名称。`);
    for (const other of f.parties)
      if (other.name && other.kind === 'third' && other.name !== applicant && words.includes(plain(other.name)))
        add('third_named', '这份文书给申请人，里面写了第三方的名称。请改为“第三方”。', '条例第十五条、第三十二条');
    return;
  }
  if (to !== 'agency' && ![PARTY, party?.name ?? PARTY].map(plain).includes(plain(paper.addressee ?? '')))
    add('addressee', `主送应是${PARTY}，出具时填入名称。`);
  if (words.includes(APPLICANT) || (applicant && words.includes(plain(applicant))))
    add(
      'applicant_named',
      '这份文书不是给申请人的，里面写了申请人的姓名或者名称。请改为“申请人”。',
      '个人信息保护法第六条',
    );
}

/** `words`: all of the letter; `own`: those the office answers for. */
function decision(words: string, own: string, { facts: f, law }: Draft, decided: string | null, add: Add): void {
  const d = f.decision;
  const k = d ? kindOf(law.foi, d.key) : undefined;
  if (!d || !k) {
    add('decision', '还没有处理决定，不能答复。请先拟定并审批决定。', T29);
    return;
  }
  if (decided !== null && decided !== d.key)
    add(
      'decision',
      `这份文书是按“${kindOf(law.foi, decided)?.name ?? decided}”拟的，审批的决定是“${d.name}”。请重新生成。`,
      T29,
    );
  const verdict = VERDICT[d.key];
  if (verdict && !own.includes(plain(verdict))) add('verdict', `没有写明决定的结论：${verdict}。`, T29);
  for (const other of foreignVerdicts(own, k, d.key))
    add('verdict', `写了另一种决定的结论：${other}。审批的决定是“${d.name}”。`, T29);
  if (d.key !== 'withdrawn') for (const b of d.basis) if (!cites(own, b)) add('statute', `没有写明决定的依据${b}。`, b);
  for (const g of d.grounds)
    if (!cites(own, g.basis)) add('statute', `没有写明不予公开部分的依据${g.basis}。`, g.basis);
  const mine = [...d.basis, ...d.grounds.map((g) => g.basis)].map(articleOf);
  for (const g of groundsOf(law.foi))
    for (const b of g.basis) {
      const a = articleOf(b.text);
      const used = mine.some((m) => m.startsWith(a) || a.startsWith(m));
      if (!used && new RegExp(`条例》（国务院令第711号）${a}|条例》${a}`).test(own))
        add('other_statute', `引用了${a}，那是“${g.name}”的依据，和审批的决定“${d.name}”不一致。`, b.text);
    }
  if (k.reasons && !d.reasons.trim()) add('reasons', '决定没有写理由。不公开、不提供、不处理都要说明理由。', T29);
  if (d.reasons.trim() && !words.includes(plain(bare(d.reasons))))
    add('reasons', '没有写审批的理由，或者改动了它。理由要和审批的决定一致；要改理由，请退回决定重新审批。', T29);
  const wheres = d.where.split('\n').map((x) => plain(bare(x)));
  if (wheres.some((x) => x && !words.includes(x)))
    add('where', '没有写审批时填的获取途径、检索情况或者联系方式，或者改动了它。', T29);
  // Who withdrew has nothing to object to.
  if (d.key === 'withdrawn') return;
  for (const say of remedyProblems(own, d.remedy)) add('remedy', say, d.remedy.basis);
}

/** Verdicts of other kinds that a letter states; a shorter one may lie inside one's own. */
function foreignVerdicts(words: string, k: DecisionKind, key: string): string[] {
  const own = VERDICT[key] ?? '';
  return Object.entries(VERDICT)
    .filter(([other, v]) => other !== key && !own.includes(v) && !v.includes(own) && words.includes(plain(v)))
    .filter(([other]) => !(k.group === 'partial' && other.startsWith('denied.')))
    .map(([, v]) => v);
}

/** Each number of working days is one that the law or the case gives, and the day that is meant is named. */
function days(kind: LetterKind, words: string, { facts: f, law }: Draft, add: Add): void {
  const own: Partial<Record<LetterKind, number[]>> = {
    receipt: f.clock ? [f.clock.limit] : [],
    extension: f.extension ? [f.extension.days] : [],
    consultThird: [workdaysOf(law, 'foi.third-party', f.today)],
    consultCo: [workdaysOf(law, 'foi.co-producer', f.today)],
    fee: f.fee ? [workdaysOf(law, 'foi.payment', f.today)] : [],
  };
  const allowed = own[kind];
  for (const [, n] of words.matchAll(/(\d+)个工作日/g))
    if (allowed && !allowed.includes(Number(n)))
      add(
        'days',
        `写了${n}个工作日，应是${allowed.join('或')}个工作日。`,
        basisOfLetter(law, kind, f.today).join('，'),
      );
  for (const n of allowed ?? [])
    if (!words.includes(`${n}个工作日`))
      add('days', `没有写明${n}个工作日的期限。`, basisOfLetter(law, kind, f.today).join('，'));
  const until: Partial<Record<LetterKind, string | null | undefined>> = {
    correction: f.correction?.by,
    reasons: f.reasons?.by,
    extension: f.extension?.newDue,
    receipt: f.clock?.due,
    fee: f.fee?.payBy,
  };
  const day = until[kind];
  if (day && !words.includes(sayDay(day as Parameters<typeof sayDay>[0])))
    add(
      'date',
      `没有写明到期的日子${sayDay(day as Parameters<typeof sayDay>[0])}，或者写成了别的日子。`,
      basisOfLetter(law, kind, f.today).join('，'),
    );
}
