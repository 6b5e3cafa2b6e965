import type { Ctx, PieceSpec } from '../context.ts';
import { law, sayDay } from '../context.ts';
import { normative } from './policy.ts';

const RULES = law.disclosure20('一', '行政法规、规章和规范性文件。');

/** A shorter normative document; its last article, when it begins and how long it is in force, is written by itself. */
export type Rule = {
  id: string;
  unit: string;
  letters: string;
  title: string;
  /** Month, day, years back. */
  when: [month: number, date: number, back: number];
  years: number;
  /** In the name of the government, drafted by `unit`. */
  government?: boolean;
  cols?: string[];
  articles: (string | string[])[];
  answer: string;
  stopped?: { status: '废止' | '失效' | '已修改'; reason: string };
  replacedBy?: string;
};

const sortOf = (title: string): string => /(办法|规定|细则|规则)(?:（.*）)?$/.exec(title)?.[1] ?? '文件';

export function rule(c: Ctx, r: Rule): PieceSpec {
  const on = c.season(...r.when);
  const long = ['', '一', '两', '三', '四', '五'][r.years] ?? String(r.years);
  return normative(c, {
    id: r.id,
    unit: r.unit,
    letters: r.government ? '明政规发' : r.letters,
    title: r.title,
    on,
    years: r.years,
    cols: r.cols ?? [],
    chapters: [{ articles: [...r.articles, `本${sortOf(r.title)}自${sayDay(on)}起施行，有效期${long}年。`] }],
    answer: r.answer,
    basis: [RULES],
    ...(r.government ? { issuer: 'minghe' } : {}),
    ...(r.stopped ? { stopped: r.stopped } : {}),
    ...(r.replacedBy ? { replacedBy: r.replacedBy } : {}),
  });
}
