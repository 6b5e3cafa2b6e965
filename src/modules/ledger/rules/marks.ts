import { isDeadlineClause } from './deadlines.ts';
import { looksLikeUnit } from './names.ts';
import { hasUnits, type Mark, readMark } from './responsibility.ts';
import type { Folded } from './text.ts';
import { quote } from './text.ts';
import type { Unclear } from './types.ts';

/** A mark and where it stands in the squeezed text. */
export type Found = { from: number; to: number; mark: Mark; unclear: Unclear[] };

const LONGEST = 700;
const WORDS = /牵头|负责|落实|配合|参与|指导|责任|主办|承办|协办/;
const LABELLED =
  /(?:^|[\n。；）】])((?:牵头|主办|承办|责任|负责|配合|协办|参与|协助|落实|指导)(?:[/（和及与]?(?:责任|配合|参与|协办|落实)[）]?)?(?:单位|部门|科室|主体)(?:（(?:部门|单位)）)?：)/g;

type Pair = { from: number; to: number };

/** Matched brackets in order of closing, and those without a partner. One pass. */
function brackets(s: string): { pairs: Pair[]; unclosed: number[]; unopened: number[] } {
  const stack: number[] = [];
  const pairs: Pair[] = [];
  const unopened: number[] = [];
  for (let i = 0; i < s.length; i++) {
    const c = s[i];
    if (c === '（' || c === '【') stack.push(i);
    else if (c === '）' || c === '】') {
      const from = stack.pop();
      if (from === undefined) unopened.push(i);
      else pairs.push({ from, to: i + 1 });
    }
  }
  return { pairs, unclosed: stack, unopened };
}

const endsSentence = (s: string, at: number): boolean => at === 0 || '。！？；.”’》）】\n'.includes(s[at - 1] ?? '');
const endsParagraph = (s: string, at: number): boolean => {
  let i = at;
  while (i < s.length && '。；.，'.includes(s[i] ?? '')) i++;
  return i >= s.length || s[i] === '\n';
};

/** A bracket is a mark by its place (after a sentence, or closing a paragraph) and by naming who does what. */
function fromPair(text: Folded, { from, to }: Pair, unclear: Unclear[]): Found | undefined {
  const { s } = text;
  if (to - from > LONGEST) return undefined;
  const closes = endsParagraph(s, to);
  if (!closes && !endsSentence(s, from)) return undefined;
  const inside = s.slice(from + 1, to - 1);
  const worded = WORDS.test(inside);
  if (!worded && !closes) return undefined;
  if (/^(?:指|即|如|其中|包括|不含|注)/.test(inside)) return undefined;
  const mark = readMark(text.raw(from + 1, to - 1));
  const named = mark ? [...mark.lead, ...mark.responsible, ...mark.guides] : [];
  if (mark && named.some(looksLikeUnit) && (mark.explicit || (endsSentence(s, from) && mark.odd.length === 0))) {
    if (!mark.explicit && named.length === 1 && !closes) return undefined;
    return { from, to, mark, unclear: [] };
  }
  if (worded && closes && endsSentence(s, from)) {
    unclear.push({ what: '括号里像是责任分工，没有读懂，请补填单位', quote: quote(text.raw(from, to)) });
  }
  return undefined;
}

function broken(text: Folded, from: number, to: number, what: string): Found | undefined {
  const { s } = text;
  const inside = s.slice(from, to);
  if (to - from > LONGEST || !WORDS.test(inside)) return undefined;
  const mark = readMark(text.raw(from, to));
  if (!mark?.explicit || !hasUnits(mark) || mark.odd.length > 0 || mark.unread.length > 0) return undefined;
  return { from, to, mark, unclear: [{ what, quote: quote(text.raw(from, to)) }] };
}

/** Looks no further than a mark can be long, so that one endless line stays linear. */
const lineEnd = (s: string, at: number): number => {
  const ahead = s.slice(at, at + LONGEST + 1);
  const i = ahead.indexOf('\n');
  return at + (i < 0 ? ahead.length : i);
};
const sentenceStart = (s: string, at: number): number => {
  const back = s.slice(Math.max(0, at - LONGEST), at).replace(/[。；]+$/, '');
  const i = Math.max(back.lastIndexOf('。'), back.lastIndexOf('\n'), back.lastIndexOf('！'));
  return at - (s.slice(Math.max(0, at - LONGEST), at).length - i - 1);
};

function labelled(text: Folded): Found[] {
  const { s } = text;
  const out: Found[] = [];
  for (const m of s.matchAll(LABELLED)) {
    const label = m[1] ?? '';
    const from = m.index + m[0].length - label.length;
    const before = out.at(-1);
    if (before && from < before.to) continue;
    const to = Math.min(lineEnd(s, from), from + LONGEST);
    const mark = readMark(text.raw(from, to));
    if (!mark) {
      out.push({
        from,
        to,
        mark: readEmpty(),
        unclear: [{ what: '责任单位后面是空的，请补填', quote: quote(text.raw(from, to)) }],
      });
    } else if (before && s.slice(before.to, from).trim() === '') {
      before.to = to;
      before.mark = merge(before.mark, mark);
    } else out.push({ from, to, mark, unclear: [] });
  }
  return out;
}

const readEmpty = (): Mark => ({
  lead: [],
  responsible: [],
  participants: [],
  guides: [],
  open: false,
  deadlines: [],
  firstLeads: 'no',
  standing: undefined,
  unread: [],
  odd: [],
  explicit: true,
});

/** Two marks of the same words as one (牵头单位：… on one line, 配合单位：… on the next). */
function merge(a: Mark, b: Mark): Mark {
  const both = (x: string[], y: string[]): string[] => [...new Set([...x, ...y])];
  return {
    lead: both(a.lead, b.lead),
    responsible: both(a.responsible, b.responsible),
    participants: both(a.participants, b.participants),
    guides: both(a.guides, b.guides),
    open: a.open || b.open,
    deadlines: both(a.deadlines, b.deadlines),
    firstLeads: b.firstLeads === 'no' ? a.firstLeads : b.firstLeads,
    standing: b.standing ?? a.standing,
    unread: both(a.unread, b.unread),
    odd: both(a.odd, b.odd),
    explicit: a.explicit || b.explicit,
  };
}

/**
 * The responsibility marks in one numbered unit's own text, in order; what looked like one and could not be read is in
 * `unclear`. Brackets that lost a partner are read when every name in them is a unit's, and say so. Linear in the
 * length of the text.
 */
export function findMarks(text: Folded): { marks: Found[]; unclear: Unclear[] } {
  const { s } = text;
  const unclear: Unclear[] = [];
  const marks = labelled(text);
  const { pairs, unclosed, unopened } = brackets(s);
  let end = -1;
  for (const pair of pairs) {
    if (pair.from < end) continue;
    const found = fromPair(text, pair, unclear);
    if (found) {
      marks.push(found);
      end = pair.to;
    }
  }
  const lost = unclosed.at(-1);
  if (lost !== undefined && endsSentence(s, lost)) {
    const found = broken(text, lost + 1, lineEnd(s, lost), '责任分工的括号没有收尾，已读到行末，请核对');
    if (found) marks.push({ ...found, from: lost });
  }
  const stray = unopened.at(-1);
  if (stray !== undefined && endsParagraph(s, stray + 1)) {
    const found = broken(text, sentenceStart(s, stray), stray, '责任分工的括号没有开头，已从上一句末尾读起，请核对');
    if (found) marks.push({ ...found, to: stray + 1 });
  }
  marks.sort((a, b) => a.from - b.from);
  return { marks: withTrailing(text, marks), unclear };
}

/** A last sentence that is nothing but a division of duties, without its brackets: A牵头，B、C负责落实。 */
export function findBare(text: Folded): Found[] {
  const s = text.s.trimEnd();
  const at = sentenceStart(s, s.length);
  if (at === 0 || !/(?:牵头|负责|落实|配合|参与)。?$/.test(s)) return [];
  const found = broken(text, at, s.length, '责任写在句子里，没有括号，请核对');
  const names = found ? [...found.mark.lead, ...found.mark.responsible] : [];
  return found && names.every((n) => !/[可要应须把将对]|根据|加强|推进/.test(n)) ? [found] : [];
}

/** A bracket right after a mark that is only a deadline belongs to it: （…负责）（2021年底前完成）. */
function withTrailing(text: Folded, marks: Found[]): Found[] {
  return marks.map((m) => {
    const next = /^（([^（）\n]{2,40})）/.exec(text.s.slice(m.to, m.to + 50));
    if (!next?.[1] || !isDeadlineClause(next[1])) return m;
    const words = text.raw(m.to + 1, m.to + next[0].length - 1);
    return { ...m, to: m.to + next[0].length, mark: { ...m.mark, deadlines: [...m.mark.deadlines, words] } };
  });
}
