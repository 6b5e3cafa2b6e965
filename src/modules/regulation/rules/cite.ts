/**
 * Finds what a text cites: 《…》 with its article, short names that the text itself defines, order numbers. One pass over the
 * characters; titles are looked up in the library, never matched one by one, so a longer library costs nothing.
 */
import type { Day } from '../../../lib/day.ts';
import { readNumber } from '../../../lib/numerals.ts';
import { articleNo } from './articles.ts';
import { judge } from './judge.ts';
import { type Found, lawNamed, oneOf, unmarked } from './names.ts';
import {
  AND,
  BARE_PIN,
  CHAPTERS,
  closing,
  DOC_NO_BETWEEN,
  DOC_NO_IN,
  ISSUED,
  ISSUER,
  LAWLIKE,
  MORE,
  NOTICE_BETWEEN,
  nameEnough,
  numberIn,
  OPINION,
  ORDER,
  ORDER_AFTER,
  ORDER_ALONE,
  ORDER_BEFORE,
  ORDER_PINNED,
  organOf,
  PAPER,
  PAREN,
  PIN,
  SHORT,
  UNMARKED,
  unclosed,
} from './patterns.ts';
import type { Citation, Library, Pin } from './types.ts';

const numberOf = (digitsOrHan: string | undefined): number | undefined =>
  digitsOrHan === undefined ? undefined : readNumber(digitsOrHan);
const pinOf = (article: string, paragraph: number | undefined, item: number | undefined): Pin => ({
  article,
  ...(paragraph === undefined ? {} : { paragraph }),
  ...(item === undefined ? {} : { item }),
});

/** Where a sticky pattern that begins at `at` ends; `at` itself when it does not match. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

/**
 * Every citation of a text, judged as of a day. Positions are offsets into `text`. A list of articles (第五条、第六条) gives one
 * citation each. Never throws; a title that only looks like one (a notice, a plan) is none.
 */
export function citationsOf(text: string, library: Library, asOf: Day): Citation[] {
  const out: Citation[] = [];
  /** Short names the text defines, in order of place: one name may come to mean another law further down. */
  const shorts = new Map<string, Found[]>();
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

  const found = (name: string, from: number): Found => lawNamed(text, name, from, library);

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
    else {
      const name = f.written.endsWith('号') ? f.written : `《${f.written}》`;
      out.push({ ...base, law: f.written, status: 'unknown', say: `法规库里没有${name}，请核对名称。` });
    }
  };

  /** Articles after a name, with their paragraphs and items; returns where they end. */
  const pins = (f: Found, after: number): number => {
    PIN.lastIndex = after;
    let m = PIN.exec(text);
    let end = PIN.lastIndex;
    if (!m && text[after - 1] === '》') {
      BARE_PIN.lastIndex = after;
      m = BARE_PIN.exec(text);
      end = BARE_PIN.lastIndex;
    }
    let article = m ? articleNo(m[1] ?? '', m[2]) : undefined;
    let paragraph = numberOf(m?.[3]);
    if (m && article !== undefined) emit(f, f.from, end, pinOf(article, paragraph, numberOf(m[4] ?? m[5])));
    else {
      emit(f, f.from, after);
      end = skip(CHAPTERS, text, after);
      if (end === after) return after;
    }
    for (;;) {
      AND.lastIndex = end;
      if (!AND.test(text)) return end;
      const from = AND.lastIndex;
      PIN.lastIndex = from;
      m = PIN.exec(text);
      if (m) {
        const next = articleNo(m[1] ?? '', m[2]);
        if (next === undefined) return end;
        article = next;
        paragraph = numberOf(m[3]);
        end = PIN.lastIndex;
        emit(f, from, end, pinOf(article, paragraph, numberOf(m[4] ?? m[5])));
        continue;
      }
      MORE.lastIndex = from;
      const more = MORE.exec(text);
      if (!more || article === undefined) return end;
      // 第三款 is another paragraph of the article, 第四项 another item of the paragraph before.
      if (more[1] !== undefined) paragraph = numberOf(more[1]);
      end = MORE.lastIndex;
      emit(f, from, end, pinOf(article, paragraph, numberOf(more[2] ?? more[3])));
    }
  };

  for (let open = text.indexOf('《'); open >= 0; open = text.indexOf('《', open)) {
    const close = closing(text, open + 1, library);
    const end = close >= 0 ? close : unclosed(text, open + 1, library);
    if (end < 0) {
      open += 1;
      continue;
    }
    const written = text.slice(open + 1, end);
    let after = close >= 0 ? close + 1 : end;
    const short = shorts.get(written)?.at(-1);
    const f: Found = short ? { ...short, from: open } : found(written, open);
    const known = short !== undefined || f.laws.length > 0;
    if (!known && !OPINION.test(written) && (!LAWLIKE.test(written) || PAPER.test(written) || !nameEnough(written))) {
      // Laws named inside the title of a paper are cited all the same, and so is an issued one before its article.
      const issued = close >= 0 ? ISSUED.exec(written) : null;
      const end = skip(NOTICE_BETWEEN, text, close - 3);
      if (issued?.[1] && end > close) {
        const at = open + 1 + issued.index;
        const to = pins(found(issued[1], at), end);
        covered.push([open, to]);
        open = to;
      } else open = close >= 0 && written.includes('《') ? open + 1 : after;
      continue;
    }
    const ahead = text.slice(Math.max(covered.at(-1)?.[1] ?? 0, open - 40), open);
    const before = ahead.includes('令') ? ORDER_BEFORE.exec(ahead) : null;
    if (before) f.order = { organ: organOf(before[1] ?? ''), no: numberIn(before, 2) };
    const names: string[] = [];
    for (;;) {
      PAREN.lastIndex = after;
      const p = PAREN.exec(text);
      if (!p?.[1]) break;
      const order = ORDER.exec(p[1]);
      const name = SHORT.exec(p[1]);
      if (!order && !name && !/修正|修订|公布|施行|发布/.test(p[1]) && !DOC_NO_IN.test(p[1])) break;
      if (order) f.order = { organ: organOf(order[1] || '国务院'), no: numberIn(order, 2) };
      if (name?.[1]) names.push(name[1]);
      after = PAREN.lastIndex;
    }
    ORDER_AFTER.lastIndex = after;
    const ordered = ORDER_AFTER.exec(text);
    if (ordered) {
      f.order = { organ: organOf(ordered[1] ?? ''), no: numberIn(ordered, 2) };
      after = ORDER_AFTER.lastIndex;
    }
    for (const name of names) {
      const list = shorts.get(name);
      if (list) list.push(f);
      else shorts.set(name, [f]);
    }
    const to = pins(f, skip(NOTICE_BETWEEN, text, skip(DOC_NO_BETWEEN, text, after)));
    covered.push([before ? open - before[0].length : open, to]);
    open = to;
  }

  // An order number on its own names what it promulgated.
  const ordered: [number, number][] = [];
  ORDER_ALONE.lastIndex = 0;
  for (let m = ORDER_ALONE.exec(text); m !== null; m = ORDER_ALONE.exec(text)) {
    const at = m.index;
    if (isCovered(at)) continue;
    const order = { organ: organOf(m[1] ?? ''), no: numberIn(m, 2) };
    const laws = library.byOrder(order.organ, order.no);
    const law = oneOf(laws);
    const to = pins(
      { ...(law ? { law } : {}), laws, written: `${order.organ}令第${order.no}号`, from: at, order },
      ORDER_ALONE.lastIndex,
    );
    ordered.push([at, to]);
  }

  ORDER_PINNED.lastIndex = 0;
  for (let m = ORDER_PINNED.exec(text); m !== null; m = ORDER_PINNED.exec(text)) {
    const at = m.index - (m[2]?.length ?? 0);
    const issuer = ISSUER.exec(text.slice(Math.max(0, at - 24), at));
    if (!issuer) continue;
    const organ = organOf(issuer[0]);
    const order = { organ, no: readNumber(m[1] ?? m[3] ?? '') ?? 0 };
    const from = at - organ.length;
    if (isCovered(at) || ordered.some(([a, b]) => a <= at && at < b)) continue;
    pins({ laws: [], written: `${organ}令第${order.no}号`, from, order }, ORDER_PINNED.lastIndex);
  }

  /** Where names without marks end that were read already. */
  const named = new Set<number>();
  // A short name without marks counts only right before an article; 本条例 means the text itself.
  for (const [name, defined] of shorts) {
    let k = 0;
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
      while ((defined[k + 1]?.from ?? at) < at) k++;
      const f = defined[k];
      if (f) pins({ ...f, from: at }, at + name.length);
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
