/** Document numbers in running text, where nothing but experience says where the organ code begins. */
import { parseDocNo } from './docno.ts';
import { foldWidth } from './hanzi.ts';

type FoundDocNo = {
  /** Where `raw` begins in the text (UTF-16 code units). */
  at: number;
  raw: string;
  normalised: string;
};

const RUN = '(?:\\([\\p{Script=Han}]{1,6}\\))?[\\p{Script=Han}A-Za-z]{1,24}';
const GAP = '[ \\t]*';
const NOT_A_HOUSE = '(?![楼线院门路店房])';
const PATTERNS = [
  // 国办发〔2018〕115号, and 国发〔2018〕5、6号 which names two documents. Two digits of a year only in 〔〕.
  `(${RUN})${GAP}(?:[〔\\[【(﹝〈<]${GAP}(?:19|20)\\d{2}${GAP}[〕\\]】)﹞〉>]|〔\\d{2}〕)${GAP}第?${GAP}(\\d{1,5}(?:[、,]\\d{1,5})*)${GAP}号${NOT_A_HOUSE}`,
  // 国务院令第711号, 国务院令（第711号）, 财政部公告2019年第39号
  `(${RUN}令)${GAP}(?:\\(${GAP}第${GAP}(\\d{1,5})${GAP}号${GAP}\\)|第${GAP}\\d{1,5}${GAP}号)`,
  `(${RUN}(?:公告|通告|令))${GAP}(?:19|20)\\d{2}年${GAP}第${GAP}\\d{1,5}${GAP}号`,
  // 国务院第711号令
  `(${RUN})第${GAP}\\d{1,5}${GAP}号令`,
].map((p) => new RegExp(p, 'gu'));

/** Words that end before an organ code begins; none of them stands inside one. */
const BEFORE =
  /^.*(?:根据|依据|按照|依照|遵照|参照|执行|贯彻|落实|违背|违反|符合|转发|转来|印发|下发|发布|公布|出台|修改|废止|文件|通知|批复|答复|意见|办法|条例|规定|决定|方案|手续|文号|详见|参见|现将|收到|以及|及其|属于|关于|撤销|废除|下达|补发|制定|不顾|(?:政府|国务院|局|厅|委)以|我[省市州区县]|号|的|了|在|按)(?=.)/u;
/** Single characters that often stand before a code and seldom begin one (和政发 is 和县, so not before 政). */
const LINK = /^[和与及以据由为如即见从](?=[\p{Script=Han}]{2})(?![和与及以据由为如即见从]?[政府发办委])/u;

function organIn(run: string, afterDigit: boolean): string {
  // （涟交）路政停违字 is one code; （试行）国办发 is a title's end and a code.
  const bracket = /^\([^)]*\)/.exec(run)?.[0] ?? '';
  const words = run.slice(bracket.length);
  if (bracket && /(?:字|决定|罚)$/.test(words) && words.length <= 10) return run;
  // The 日 of 5月5日 is no part of what follows; that of 日政办发 (日照) is.
  const cut = (afterDigit && !bracket ? words.replace(/^[年月日号](?=.)/, '') : words).replace(BEFORE, '');
  return cut.replace(LINK, '');
}

/**
 * The lines that can hold a number, each as from and to: every pattern has 号 behind a figure, and none reaches over the end of a
 * line. Trying the patterns on every character of a law would cost more than all else that is read in it.
 */
function* likely(folded: string): Generator<[number, number]> {
  for (let at = folded.indexOf('号'); at >= 0; ) {
    let before = at - 1;
    while (/[ \t]/.test(folded.charAt(before))) before--;
    if (!/\d/.test(folded.charAt(before))) {
      at = folded.indexOf('号', at + 1);
      continue;
    }
    const end = folded.indexOf('\n', at);
    const to = end < 0 ? folded.length : end;
    yield [folded.lastIndexOf('\n', at) + 1, to];
    at = folded.indexOf('号', to);
  }
}

/**
 * Every document number in a running text, in order. 国发〔2018〕5、6号 gives two, with the same `raw`.
 * Where the code begins is judged by the words before it, so a rare code may come with a character too many or too few.
 */
export function findDocNos(text: string): FoundDocNo[] {
  const folded = foldWidth(text);
  const found: FoundDocNo[] = [];
  for (const [from, to] of likely(folded)) {
    const line = folded.slice(from, to);
    for (const pattern of PATTERNS)
      for (const hit of line.matchAll(pattern)) {
        const [whole, run = '', serials = ''] = hit;
        const organ = organIn(run, /\d/.test(line[hit.index - 1] ?? ''));
        if (organ.length < 2 || /^(?:令|公告|通告)$/.test(organ)) continue;
        const at = from + hit.index + run.length - organ.length;
        // Folding keeps places, so the same slice of the original is what was written.
        const raw = text.slice(at, from + hit.index + whole.length);
        const single = whole.slice(run.length - organ.length);
        for (const serial of serials.split(/[、,]/)) {
          const read = parseDocNo(serials ? single.replace(serials, serial) : single);
          if (read.form !== 'none') found.push({ at, raw, normalised: read.normalised });
        }
      }
  }
  return found.sort((a, b) => a.at - b.at);
}
