import { readNumber } from '../../../lib/numerals.ts';

/** A numbered unit. `from` is where its words start (after the number), `to` where its own words end. */
export type Unit = {
  /** 1 第一章 · 2 第一节 · 3 一、 or 第一条 · 4 （一） · 5 1. · 6 （1） · 7 ① */
  rank: number;
  n: number;
  label: string;
  /** Where the number itself starts. */
  start: number;
  from: number;
  to: number;
  parent: Unit | undefined;
  children: Unit[];
};

const CN = '[一二三四五六七八九十百]{1,5}';
/** A full stop after a number, unless it is a decimal point: 3.2020年底前 and 3.12月底前 are number 3, 3.5亿 is not. */
const DOT = '[.](?:(?!\\d)|(?=\\d{4}年|\\d{1,2}月))';
const MARKER = new RegExp(
  [
    `第(?<chapter>${CN}|\\d{1,3})[章篇]`,
    `第(?<part>${CN}|\\d{1,3})节`,
    `第(?<article>${CN}|\\d{1,3})条`,
    `(?<l1>${CN})(?:、|${DOT})`,
    `（(?<l2>${CN})）`,
    `（(?<cut>${CN})(?=[^（）、，。]{2})`,
    `(?<shut>${CN})）`,
    `(?<l3>\\d{1,3})(?:、|${DOT})`,
    `（(?<l4>\\d{1,3})）`,
    `(?<l4b>\\d{1,2})）`,
    '(?<l5>[①-⑳])',
  ].join('|'),
  'y',
);
/** Places inside a line where a joined-up text may start a new unit. */
const INSIDE = new RegExp(`${CN}、|（${CN}）|(?<![\\d.])\\d{1,3}(?:、|${DOT})`, 'g');

const insideFrom = (s: string, from: number): number => {
  INSIDE.lastIndex = from;
  return INSIDE.exec(s)?.index ?? -1;
};

type Found = { rank: number; n: number; label: string; length: number; weak: boolean };

function markerAt(s: string, at: number): Found | undefined {
  MARKER.lastIndex = at;
  const m = MARKER.exec(s);
  const g = m?.groups;
  if (!m || !g) return undefined;
  const as = (rank: number, text: string, label: string, weak = false): Found | undefined => {
    const n = readNumber(text);
    return n === undefined ? undefined : { rank, n, label, length: m[0].length, weak };
  };
  if (g.chapter) return as(1, g.chapter, m[0]);
  if (g.part) return as(2, g.part, m[0]);
  if (g.article) return as(3, g.article, m[0]);
  if (g.l1) return as(3, g.l1, g.l1);
  if (g.l2) return as(4, g.l2, `（${g.l2}）`);
  if (g.cut) return as(4, g.cut, `（${g.cut}）`, true);
  if (g.shut) return as(4, g.shut, `（${g.shut}）`, true);
  if (g.l3) return as(5, g.l3, g.l3);
  if (g.l4 ?? g.l4b) return as(6, g.l4 ?? g.l4b ?? '', `（${g.l4 ?? g.l4b}）`);
  return g.l5 ? as(7, String(g.l5.charCodeAt(0) - 0x245f), g.l5) : undefined;
}

/** The units of a squeezed text, in order. Text before the first one belongs to none. */
export function readUnits(s: string): Unit[] {
  const units: Unit[] = [];
  const open: Unit[] = [];
  /** The last number seen at each rank: （一） runs on across sections in many plans. */
  const last = new Map<number, number>();
  const add = (f: Found, at: number): void => {
    while ((open.at(-1)?.rank ?? 0) >= f.rank) open.pop();
    const parent = open.at(-1);
    const unit: Unit = {
      rank: f.rank,
      n: f.n,
      label: f.label,
      start: at,
      from: at + f.length,
      to: s.length,
      parent,
      children: [],
    };
    const before = units.at(-1);
    if (before) before.to = at;
    parent?.children.push(unit);
    units.push(unit);
    open.push(unit);
    last.set(f.rank, f.n);
  };

  /** A marker inside a line counts only where a sentence ended and the numbering goes on. */
  const fits = (f: Found, at: number, joined: boolean): boolean => {
    if (f.weak || f.rank > 5) return false;
    const before = s[at - 1] ?? '';
    const deepest = units.at(-1);
    const fresh = !open.some((u) => u.rank === f.rank) && f.n === 1;
    const next = f.n === (last.get(f.rank) ?? 0) + 1;
    if (!fresh && !next) return false;
    if (f.rank === 5) {
      if (/(?:负责|落实|牵头|参与|配合|指导)）$/.test(s.slice(at - 5, at))) return next || fresh;
      return joined && (before === '。' || before === '）' || (before === '：' && fresh));
    }
    if (before === '。' || before === '）' || (before === '：' && fresh)) return true;
    // 一、…便利度（一）优化…: a heading runs into its first child without a mark between.
    return (
      f.rank === 4 && deepest?.rank === 3 && at - deepest.from <= 80 && !/[。；：\n]/.test(s.slice(deepest.from, at))
    );
  };

  // The candidate ahead is kept from line to line: searching anew on each line would read the whole rest each time.
  let ahead = insideFrom(s, 0);
  const inside = (from: number, to: number): void => {
    let joined = false;
    if (ahead >= 0 && ahead < from) ahead = insideFrom(s, from);
    while (ahead >= 0 && ahead < to) {
      const at = ahead;
      const f = markerAt(s, at);
      ahead = insideFrom(s, INSIDE.lastIndex);
      if (!f || !fits(f, at, joined)) continue;
      if (f.rank < 5) joined = true;
      add(f, at);
    }
  };

  for (let at = 0; at < s.length; ) {
    const newline = s.indexOf('\n', at);
    const end = newline < 0 ? s.length : newline;
    const f = markerAt(s, at);
    const expected = f && (f.n === 1 || f.n === (last.get(f.rank) ?? 0) + 1);
    if (f && (!f.weak || expected)) add(f, at);
    inside(f ? at + f.length : at + 1, end);
    at = end + 1;
  }
  return units;
}
