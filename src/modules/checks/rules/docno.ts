/** Document numbers: those the text names, and the piece's own. */

import { yearOf } from '../../../lib/day.ts';
import { type DocNo, parseDocNo } from '../../../lib/docno.ts';
import { findDocNos } from '../../../lib/docno-find.ts';
import type { Check, CheckEnv, Finding } from '../../../lib/finding.ts';
import { placeOf, type Specimen } from '../../../lib/specimen.ts';
import { readLayers } from './layers.ts';

const BASIS = 'GB/T 9704—2012《党政机关公文格式》7.2.5';
const FAR = 48;

const isDigit = (c: string): boolean => (c >= '0' && c <= '9') || (c >= '０' && c <= '９');

/** What stands before the code of the office when a law is cited just before it: 第三十三条第五款和明政规发. */
const CITED = /^.*[条款项》][和与及、]?(?=.)/;

type Written = { from: number; to: number; raw: string; read: DocNo };

/** Numbers that are not written as the standard wants. Found by 号 behind a figure: the rest of a text costs one search. */
function oddNumbers(text: string): Written[] {
  const out: Written[] = [];
  for (let at = text.indexOf('号'); at >= 0; at = text.indexOf('号', at + 1)) {
    if (!isDigit(text.charAt(at - 1)) && !(text.charAt(at - 1) === ' ' && isDigit(text.charAt(at - 2)))) continue;
    const start = Math.max(0, at - FAR);
    const window = text.slice(start, at + 1);
    if (!/[〔[【(（［﹝〈<]\s*\d{2,4}\s*[〕\]】)）］﹞〉>]/.test(window)) continue;
    for (const found of findDocNos(window)) {
      const from = start + found.at;
      if (from + found.raw.length !== at + 1 || found.raw === found.normalised) continue;
      const read = parseDocNo(found.raw);
      if (read.form !== 'number' || read.findings.length === 0) continue;
      const before = CITED.exec(read.issuer)?.[0] ?? '';
      const raw = found.raw.startsWith(before) ? found.raw.slice(before.length) : found.raw;
      const own = parseDocNo(raw);
      if (own.form !== 'none') out.push({ from: at + 1 - raw.length, to: at + 1, raw, read: own });
    }
  }
  return out;
}

export const docNos: Check = {
  id: 'docno.form',
  title: '发文字号的写法',
  basis: BASIS,
  run(s: Specimen): readonly Finding[] {
    return readLayers(s).flatMap(([l, layer]) =>
      oddNumbers(layer.text).map(({ from, to, raw, read }) => {
        // The code before the bracket may be cut wrongly in running text, so only the part from the bracket on is replaced.
        const tail = read.normalised.slice(read.issuer.length);
        const cut = from + Math.max(0, raw.search(/\s*[〔[【(（［﹝〈<]\s*\d/));
        return {
          rule: this.id,
          severity: 'hint',
          message: sayShort(read),
          why: read.findings.map((f) => f.message).join(''),
          quote: raw,
          at: placeOf(layer, from),
          basis: BASIS,
          suggestion: read.normalised,
          remedy: {
            kind: 'replace',
            label: `改成 ${read.normalised}`,
            layer: l,
            edits: [{ from: cut, to, with: tail }],
          },
          spans: [{ layer: l, from, to }],
        } satisfies Finding;
      }),
    );
  },
};

const SHORT: Partial<Record<string, string>> = {
  bracket: '文号括号不规范',
  'prefix-di': '文号序号前多了“第”字',
  'leading-zero': '文号序号编了虚位',
  'short-year': '文号年份没有写全',
  spaces: '文号里有空格',
  width: '文号用了全角数字',
};
const sayShort = (read: DocNo): string => SHORT[read.findings[0]?.code ?? ''] ?? '文号写法不规范';

export const ownDocNo: Check = {
  id: 'docno.own',
  title: '本件的发文字号',
  basis: BASIS,
  run(_s: Specimen, env: CheckEnv): readonly Finding[] {
    const piece = env.piece;
    if (!piece?.docNo) return [];
    const read = parseDocNo(piece.docNo);
    const say = (severity: Finding['severity'], message: string, why: string, suggestion?: string): Finding => ({
      rule: this.id,
      severity,
      message,
      why,
      quote: piece.docNo ?? '',
      at: '基本信息“发文字号”',
      basis: BASIS,
      ...(suggestion ? { suggestion } : {}),
    });
    if (read.form === 'none') return [say('error', '发文字号认不出来', read.findings.map((f) => f.message).join(''))];
    const out =
      read.findings.length > 0
        ? [say('warning', sayShort(read), read.findings.map((f) => f.message).join(''), read.normalised)]
        : [];
    if (read.year !== null && piece.issuedOn && read.year !== yearOf(piece.issuedOn))
      out.push(
        say('warning', '文号的年份和成文日期不是一年', `文号是${read.year}年，成文日期是${yearOf(piece.issuedOn)}年。`),
      );
    return out;
  },
};
