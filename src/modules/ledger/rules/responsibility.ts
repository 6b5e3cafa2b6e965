import { isDeadlineClause } from './deadlines.ts';
import { isGroup, looksLikeUnit, splitNames } from './names.ts';
import { fold } from './text.ts';

/** Who a mark names, in which part; 下同 and 以下均需… are kept apart because they bind later marks. */
export type Mark = {
  lead: string[];
  responsible: string[];
  participants: string[];
  guides: string[];
  open: boolean;
  /** Words of the mark that are a deadline (2020年底前完成, 持续推进). */
  deadlines: string[];
  /** 列第一位者为牵头单位: the first of `responsible` leads; `carry` when it says 下同. */
  firstLeads: 'no' | 'here' | 'carry';
  /** 以下均需…落实，不再列出: these are responsible in every later mark too. */
  standing: { names: string[]; participants: boolean } | undefined;
  /** Clauses nothing could be made of. */
  unread: string[];
  /** Names that do not look like units; kept among the names all the same. */
  odd: string[];
  /** A verb or a label said who does what: not merely names in brackets. */
  explicit: boolean;
};

type Role = 'lead' | 'responsible' | 'participant' | 'guide';

const empty = (): Mark => ({
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
  explicit: false,
});

const ADVERB =
  '(?:(?:按照?|依据?|根据|结合)(?:各自)?(?:部门)?(?:工作)?(?:职责|职能|分工)(?:范围)?(?:和)?(?:职责|分工|任务)?|分别|共同|具体|各负其责|协同|认真|切实|组织|抓好|做好)';
const VERB =
  '(?:牵头(?:负责|抓总)?(?:组织)?(?:落实|实施|推进)?|负责(?:配合|牵头|指导)?(?:组织)?(?:落实|实施|推进)?|(?:配合|协助|参与|参加|协办|支持)(?:落实|实施|推进|做好)?|(?:督促)?指导(?:督促|监督)?(?:落实|实施)?|落实|实施|承办|主办)';
const ENDING = new RegExp(`${ADVERB}{0,3}(${VERB})(?:到位|工作|完成)?$`);
const MIDDLE = /^(.{2,40}?)(牵头|负责|配合)(.{1,40})$/;
const BREAK = /(?<=牵头|牵头负责|配合|参与|负责|落实|指导)、/g;
const LABEL =
  /(牵头|主办|承办|责任|负责|配合|协办|参与|协助|落实|实施|指导|督导)(?:[/（和及与]?(?:责任|配合|参与|协办|落实)[）]?)?(?:单位|部门|科室|主体|机构)(?:（(?:部门|单位)）)?：/g;
const OTHER_LABEL = /(?:^|[；;。，\n])[\u4e00-\u9fff]{2,8}：/;
const TIME_LABEL = /^(?:完成|办结|落实|整改)?(?:时限|期限|时间(?:要求|节点)?|进度(?:要求|安排)?)：/;

function roleOf(word: string): Role {
  if (/牵头|主办|承办/.test(word)) return 'lead';
  if (/配合|协助|参与|参加|协办|支持/.test(word)) return 'participant';
  if (/指导|督导/.test(word)) return 'guide';
  return 'responsible';
}

const push = (list: string[], names: string[]): void => {
  for (const n of names) if (!list.includes(n)) list.push(n);
};

function assign(mark: Mark, role: Role, text: string): void {
  const both = role === 'responsible' ? /^(.{2,30})会同(.+)$/.exec(text) : null;
  if (both) {
    assign(mark, 'lead', both[1] ?? '');
    assign(mark, 'participant', both[2] ?? '');
    return;
  }
  const { names, open } = splitNames(text);
  if (open) mark.open = true;
  push(
    mark.odd,
    names.filter((n) => !looksLikeUnit(n)),
  );
  if (role === 'lead') push(mark.lead, names);
  else if (role === 'guide') push(mark.guides, names);
  else {
    push(mark.responsible, names);
    if (role === 'participant') push(mark.participants, names);
  }
}

/** A rule about the marks themselves; true when the clause was one. */
function readRule(mark: Mark, f: string, clause: string): boolean {
  if (/第一位|首位|第一个|排名第一|位列第一|排第一/.test(f) && /牵头|主办/.test(f)) {
    if (mark.firstLeads === 'no') mark.firstLeads = /下同/.test(f) ? 'carry' : 'here';
    return true;
  }
  if (/^(?:以下|下同|下列|后同|均同|不再)/.test(f)) {
    if (/^下同|后同/.test(f) && mark.firstLeads === 'here') mark.firstLeads = 'carry';
    const m =
      /^以下(?:各项|各条)?(?:任务|措施)?(?:均|都|皆)?需?要?由?(.{2,40}?)(配合落实|配合|参与|负责落实|负责|落实)$/.exec(
        f,
      );
    if (m?.[1] && m[2]) {
      const start = f.indexOf(m[1]);
      mark.standing = {
        names: splitNames(clause.slice(start, start + m[1].length)).names,
        participants: roleOf(m[2]) === 'participant',
      };
    }
    return true;
  }
  return false;
}

/** Splits at top-level ，；。 and at 、 that follows a verb (A牵头、B配合). */
function clauses(text: string): string[] {
  const f = fold(text).replace(BREAK, '，');
  const out: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= f.length; i++) {
    const c = f[i] ?? '。';
    if (c === '（' || c === '【') depth++;
    else if ((c === '）' || c === '】') && depth > 0) depth--;
    else if (i === f.length || (depth === 0 && '，；。\n'.includes(c))) {
      if (i > start) out.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return out;
}

function readLabels(text: string, f: string): Mark {
  const mark = empty();
  mark.explicit = true;
  const found = [...f.matchAll(LABEL)];
  found.forEach((m, i) => {
    const from = m.index + m[0].length;
    const to = found[i + 1]?.index ?? f.length;
    const stop = OTHER_LABEL.exec(f.slice(from, to));
    const value = text.slice(from, stop ? from + stop.index : to).replace(/[；;。，,\s]+$/, '');
    assign(mark, roleOf(m[1] ?? ''), value);
    if (stop) {
      const rest = text.slice(from + stop.index, to).replace(/^[；;。，,\s]+|[；;。\s]+$/g, '');
      if (TIME_LABEL.test(fold(rest))) mark.deadlines.push(rest.slice(fold(rest).indexOf('：') + 1));
      else if (rest !== '' && !/^(?:适用范围|备注|责任领导|责任人|联系人)/.test(rest)) mark.unread.push(rest);
    }
  });
  return mark;
}

/**
 * Reads the inside of a responsibility mark, or a line such as `责任单位：…`. Undefined when it names nobody: then it is
 * some other bracket. The grammar is that of the seven forms in use (A牵头，B负责落实; A、B按职责分工负责; A、B负责，列第一位者为
 * 牵头单位，下同; A指导，B负责落实。以下均需B落实，不再列出; A牵头，B参与; lists ending in 等; labels).
 */
export function readMark(inside: string): Mark | undefined {
  const text = inside.replace(/\s+/g, '');
  const f = fold(text);
  if (f.search(LABEL) === 0) {
    const mark = readLabels(text, f);
    return hasUnits(mark) || mark.unread.length > 0 ? mark : undefined;
  }
  const mark = empty();
  let waiting: string[] = [];
  for (const clause of clauses(text)) {
    const c = fold(clause);
    if (readRule(mark, c, clause)) continue;
    if (isDeadlineClause(c) || TIME_LABEL.test(c)) {
      mark.deadlines.push(clause.slice(TIME_LABEL.test(c) ? c.indexOf('：') + 1 : 0));
      continue;
    }
    const verb = ENDING.exec(c);
    if (verb?.[1]) {
      mark.explicit = true;
      const names = [...waiting, clause.slice(0, verb.index)].filter((n) => n !== '');
      waiting = [];
      if (names.length > 0) assign(mark, roleOf(verb[1]), names.join('、'));
      continue;
    }
    const inner = MIDDLE.exec(c);
    if (inner?.[1] && inner[2] && splitNames(inner[1]).names.every(looksLikeUnit)) {
      mark.explicit = true;
      assign(mark, roleOf(inner[2]), [...waiting, clause.slice(0, inner[1].length)].join('、'));
      waiting = [];
      continue;
    }
    waiting.push(clause);
  }
  for (const rest of waiting) {
    if (splitNames(rest).names.every(looksLikeUnit)) assign(mark, 'responsible', rest);
    else mark.unread.push(rest);
  }
  return hasUnits(mark) ? mark : undefined;
}

/** Whether anybody is named. */
export const hasUnits = (m: Mark): boolean => m.lead.length + m.responsible.length + m.guides.length > 0;

/** What earlier marks said about later ones. */
export type Carry = { firstLeads: boolean; standing: { names: string[]; participants: boolean } | undefined };

/** The mark with the document's standing rules applied, and the rules as they stand after it. */
export function settle(mark: Mark, carry: Carry): { mark: Mark; inherited: string[]; carry: Carry } {
  const lead = [...mark.lead];
  let responsible = [...mark.responsible];
  const first = responsible[0];
  const led = carry.firstLeads || mark.firstLeads !== 'no';
  if (led && lead.length === 0 && first !== undefined && !isGroup(first) && !mark.participants.includes(first)) {
    lead.push(first);
  }
  responsible = responsible.filter((n) => !lead.includes(n));
  const participants = mark.participants.filter((n) => !lead.includes(n));
  const inherited = (carry.standing?.names ?? []).filter((n) => !responsible.includes(n) && !lead.includes(n));
  if (carry.standing?.participants) push(participants, inherited);
  const own = mark.standing?.names.filter((n) => !responsible.includes(n) && !lead.includes(n)) ?? [];
  if (mark.standing?.participants) push(participants, own);
  return {
    mark: { ...mark, lead, responsible: [...responsible, ...inherited, ...own], participants },
    inherited,
    carry: {
      firstLeads: carry.firstLeads || mark.firstLeads === 'carry',
      standing: mark.standing ?? carry.standing,
    },
  };
}
