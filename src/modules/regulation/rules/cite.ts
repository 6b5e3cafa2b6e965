/**
 * Finds what a text cites: 《…》 with its article, short names that the text itself defines, order numbers. One pass over the
 * characters; titles are looked up in the library, never matched one by one, so a longer library costs nothing.
 */
import type { Day } from '../../../lib/day.ts';
import { readNumber } from '../../../lib/numerals.ts';
import { articleNo } from './articles.ts';
import { judge } from './judge.ts';
import type { Citation, Law, Library, Pin } from './types.ts';

const NUM = '[一二三四五六七八九十百千零〇○两\\d０-９]{1,9}';
const HAN = /[\p{Script=Han}（）()]/u;
const GAP = '[ \\u3000]*';
/** 第三十二条之一第二款第（三）项, with whatever width and spaces. */
const PIN = new RegExp(
  `${GAP}第${GAP}(${NUM})${GAP}条(?:${GAP}之${GAP}(${NUM}))?(?:${GAP}第${GAP}(${NUM})${GAP}款)?(?:${GAP}第${GAP}[(（]?${GAP}(${NUM})${GAP}[)）]?${GAP}项)?`,
  'y',
);
const AND = /[ \u3000]*(?:、|和|及|以及|或者|或|，|至|到)[ \u3000]*(?=第)/y;
const PAREN = /[ \u3000]*[(（]([^()（）\n]{1,90})[)）]/y;
const ORDER =
  /(国务院|主席|国家主席|[\p{Script=Han}]{2,16}?)?令[ \u3000]*(?:第)?[ \u3000]*([\d０-９]{1,4})[ \u3000]*号/u;
const ORDER_ALONE =
  /(中华人民共和国国务院|国务院|中华人民共和国主席|国家主席|国)令[ \u3000]*第?[ \u3000]*([\d０-９]{1,4})[ \u3000]*号/g;
const SHORT =
  /(?:(?:以下|下文)(?:统称|简称|称)|简称|下称)(?:为)?[ \u3000]*[:：]?[ \u3000]*[《“"‘「]?([^》”"’」，。；、（）()\s]{1,20})[》”"’」]?/;
/** What ends like a law is one, even when the library does not know it. */
const LAWLIKE = /(?:法|法典|条例|规定|办法|细则|规则|规程|决定|解释|宪法|规范|准则)(?:[(（](?:试行|暂行|草案)[)）])?$/;
/** Titles of papers about a law are not the law; nor are drafts, party documents and technical standards. */
const PAPER =
  /^(?:中共中央|.*(?:草案|送审稿|征求意见稿)[)）]?$|.*(?:技术|设计|施工|验收)(?:规范|规程)$|关于(?:印发|转发|发布|贯彻|实施|学习|做好)|.*(?:的通知|的意见|的函|的批复|的公告|工作要点|实施方案|解读|目录)$)/;
const MAX_TITLE = 120;
/** 公司法第五条: a law named without marks counts right before an article, when the library knows the name. */
const UNMARKED = new RegExp(`(?:法典|法|条例|规定|办法|细则|规则)(?=${GAP}第${GAP}${NUM}${GAP}条)`, 'g');
const MAX_UNMARKED = 40;
const OWN = /[本该](?:法典|法|条例|规定|办法|细则|规则)$/;
/** What an unknown title must be to count: 档案法, but not 报告规定, which is short for something defined elsewhere. */
const longEnough = (title: string): boolean => title.length >= (title.endsWith('法') ? 3 : 5);

const ORGANS: Readonly<Record<string, string>> = {
  中华人民共和国国务院: '国务院',
  国: '国务院',
  中华人民共和国主席: '主席',
  国家主席: '主席',
};
const organOf = (text: string): string => ORGANS[text] ?? text;
const digits = (text: string): number =>
  Number(text.replace(/[０-９]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)));

/** End of the title that opens at `at` (after the mark), nested marks skipped; -1 when it never closes on this line. */
function closing(text: string, at: number): number {
  let depth = 1;
  for (let i = at; i < text.length && i - at <= MAX_TITLE; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x300a) depth++;
    else if (c === 0x300b && --depth === 0) return i;
    else if (c === 10) return -1;
  }
  return -1;
}

/** The longest known name an unclosed 《 begins with: the mark was forgotten, the law was meant. */
function unclosed(text: string, at: number, library: Library): number {
  const line = text.slice(at, at + 60).split(/[\n，。；：、（(《]/, 1)[0] ?? '';
  for (let n = line.length; n >= 2; n--) if (library.byName(line.slice(0, n)).length > 0) return at + n;
  return -1;
}

/** The longest known name that ends at `end`, back to the next mark that is no part of a name. */
function unmarked(text: string, end: number, library: Library): Found | undefined {
  let start = end;
  while (start > 0 && end - start < MAX_UNMARKED && HAN.test(text[start - 1] ?? '')) start--;
  // 本条例, 该办法: the text itself or one named before, and by far the most frequent.
  if (OWN.test(text.slice(Math.max(0, end - 4), end))) return undefined;
  for (let from = start; end - from >= 2; from++) {
    const laws = library.byName(text.slice(from, end));
    const national = laws.filter((l) => l.region === null);
    const law = laws.length === 1 ? laws[0] : national.length === 1 ? national[0] : undefined;
    if (!law) continue;
    if (from > start && library.isTail(text.slice(from - 1, end))) return undefined;
    return { law, laws, written: text.slice(from, end), from };
  }
  return undefined;
}

type Found = {
  law?: Law;
  laws: readonly Law[];
  written: string;
  from: number;
  order?: { organ: string; no: number };
};

/**
 * Every citation of a text, judged as of a day. Positions are offsets into `text`. A list of articles (第五条、第六条) gives one
 * citation each. Never throws; a title that only looks like one (a notice, a plan) is none.
 */
export function citationsOf(text: string, library: Library, asOf: Day): Citation[] {
  const out: Citation[] = [];
  const shorts = new Map<string, Found>();
  /** Stretches already read, in order of place. */
  const covered: [number, number][] = [];
  const isCovered = (at: number): boolean => {
    let lo = 0;
    let hi = covered.length;
    while (lo < hi) {
      const mid = (lo + hi) >> 1;
      if ((covered[mid]?.[0] ?? 0) <= at) lo = mid + 1;
      else hi = mid;
    }
    return (covered[lo - 1]?.[1] ?? 0) > at;
  };

  const emit = (f: Found, from: number, to: number, pin?: Pin): void => {
    const base = {
      quote: text.slice(from, to),
      from,
      to,
      ...(pin ? { pin } : {}),
      ...(f.order ? { order: f.order } : {}),
    };
    if (f.law) {
      const j = judge(f.law, asOf, { ...(f.order ? { order: f.order } : {}), ...(pin ? { pin } : {}) });
      out.push({ ...base, law: f.law.title, lawId: f.law.id, ...j });
    } else if (f.laws.length > 1)
      out.push({
        ...base,
        law: f.written,
        status: 'unknown',
        say: `有${f.laws.length}部法规叫这个名字，请写明是哪一部。`,
        candidates: f.laws.map((l) => (l.region ? `${l.title}（${l.region}）` : l.title)),
      });
    else out.push({ ...base, law: f.written, status: 'unknown', say: `法规库里没有《${f.written}》，请核对名称。` });
  };

  /** Articles after a name; returns where they end. */
  const pins = (f: Found, after: number): number => {
    let at = after;
    let from = f.from;
    for (let first = true; ; first = false) {
      PIN.lastIndex = at;
      const m = PIN.exec(text);
      const article = m ? articleNo(m[1] ?? '', m[2]) : undefined;
      if (!m || article === undefined) {
        if (first) emit(f, f.from, after);
        return first ? after : at;
      }
      const paragraph = m[3] === undefined ? undefined : readNumber(m[3]);
      const item = m[4] === undefined ? undefined : readNumber(m[4]);
      const start = first ? from : PIN.lastIndex - m[0].trimStart().length;
      emit(f, start, PIN.lastIndex, {
        article,
        ...(paragraph === undefined ? {} : { paragraph }),
        ...(item === undefined ? {} : { item }),
      });
      at = PIN.lastIndex;
      AND.lastIndex = at;
      const and = AND.exec(text);
      if (!and) return at;
      PIN.lastIndex = AND.lastIndex;
      if (!PIN.test(text)) return at;
      from = AND.lastIndex;
      at = AND.lastIndex;
    }
  };

  for (let open = text.indexOf('《'); open >= 0; open = text.indexOf('《', open)) {
    const close = closing(text, open + 1);
    const end = close >= 0 ? close : unclosed(text, open + 1, library);
    if (end < 0) {
      open += 1;
      continue;
    }
    const written = text.slice(open + 1, end);
    let after = close >= 0 ? close + 1 : end;
    const short = shorts.get(written);
    const laws = short ? short.laws : library.byName(written);
    const national = laws.filter((l) => l.region === null);
    const law = short?.law ?? (laws.length === 1 ? laws[0] : national.length === 1 ? national[0] : undefined);
    const f: Found = { ...(law ? { law } : {}), laws, written: short ? short.written : written, from: open };
    if (short?.order) f.order = short.order;
    const known = law !== undefined || laws.length > 0;
    if (!known && (!LAWLIKE.test(written) || PAPER.test(written) || !longEnough(written))) {
      // Laws named inside the title of a paper are cited all the same.
      open = close >= 0 && written.includes('《') ? open + 1 : after;
      continue;
    }
    const names: string[] = [];
    for (;;) {
      PAREN.lastIndex = after;
      const p = PAREN.exec(text);
      if (!p?.[1]) break;
      const order = ORDER.exec(p[1]);
      const name = SHORT.exec(p[1]);
      if (!order && !name && !/修正|修订|公布|施行|发布/.test(p[1])) break;
      if (order) f.order = { organ: organOf(order[1] || '国务院'), no: digits(order[2] ?? '') };
      if (name?.[1]) names.push(name[1]);
      after = PAREN.lastIndex;
    }
    for (const name of names) shorts.set(name, f);
    const to = pins(f, after);
    covered.push([open, to]);
    open = to;
  }

  // An order number on its own names what it promulgated.
  ORDER_ALONE.lastIndex = 0;
  for (let m = ORDER_ALONE.exec(text); m !== null; m = ORDER_ALONE.exec(text)) {
    const at = m.index;
    if (isCovered(at)) continue;
    const order = { organ: organOf(m[1] ?? ''), no: digits(m[2] ?? '') };
    const laws = library.byOrder(order.organ, order.no);
    const [law] = laws;
    if (!law || laws.length > 1) continue;
    PIN.lastIndex = ORDER_ALONE.lastIndex;
    pins({ law, laws, written: m[0], from: at, order }, ORDER_ALONE.lastIndex);
  }

  /** Where names without marks end that were read already. */
  const named = new Set<number>();
  // A short name without marks counts only right before an article; 本条例 means the text itself.
  for (const [name, f] of shorts) {
    for (let at = text.indexOf(`${name}第`); at >= 0; at = text.indexOf(`${name}第`, at + 1)) {
      const before = text[at - 1] ?? '';
      if (
        before === '本' ||
        before === '《' ||
        (/[\p{Script=Han}]/u.test(before) && !/[据照按合反违用和及依、的在由]/.test(before))
      )
        continue;
      if (isCovered(at)) continue;
      PIN.lastIndex = at + name.length;
      if (!PIN.test(text)) continue;
      named.add(at + name.length);
      pins({ ...f, from: at }, at + name.length);
    }
  }

  UNMARKED.lastIndex = 0;
  for (let m = UNMARKED.exec(text); m !== null; m = UNMARKED.exec(text)) {
    const end = UNMARKED.lastIndex;
    if (isCovered(end) || named.has(end)) continue;
    const found = unmarked(text, end, library);
    if (found) pins(found, end);
  }
  return out.sort((a, b) => a.from - b.from || a.to - b.to);
}
