import { type Day, isDay, yearOf } from '../../../lib/day.ts';
import { readNumber } from '../../../lib/numerals.ts';
import { fold } from './text.ts';

/** Who issued the plan, when, under which title. */
type Header = {
  title: string | null;
  noticeTitle: string | null;
  docNo: string | null;
  issuer: string | null;
  year: number | null;
  issuedOn: Day | null;
};

const YEAR4 = '(?:19|20)\\d{2}|[一二][〇零○一二三四五六七八九]{3}';
const DATE = `(${YEAR4})年(\\d{1,2}|[一二三四五六七八九十]{1,3})月(\\d{1,2}|[一二三四五六七八九十]{1,3})日`;
const ONLY_DATE = new RegExp(`^${DATE}$`);
const SIGNED = new RegExp(`([^。，：；\\n]{2,40})${DATE}(?:（此件[^）]{0,20}）)?$`);
const DOC_NO = /([\u4e00-\u9fff]{2,16})[〔【（]((?:19|20)\d{2})[〕】）](\d{1,4})号/;
/** What a title ends with where the number follows it without a break. */
const BEFORE_NO = /^.*(?:通知|意见|方案|要点|办法|决定|批复|措施|规定|细则|通报|计划|答复|的函)(?=.{2,})/;
const KIND =
  /(?:要点|方案|计划|分解表|任务表|一览表|分工表|措施|意见|清单|台账|规定|办法|安排|任务|分工|细则|行动|纲要|规划|通知|决定|报告|表)(?:（[^（）]{1,12}）)?$/;
const ORG = /(?:政府|办公室|办公厅|国务院|委员会|管委会|党工委|局|厅|部|委|办|院|会|公司|中心)$/;
const flat = (line: string): string => fold(line.replace(/\s+/g, ''));

function dateIn(m: RegExpExecArray, at: number): Day | undefined {
  const [y, mo, d] = [m[at], m[at + 1], m[at + 2]].map((p) => readNumber(p ?? ''));
  const text = `${y}-${String(mo).padStart(2, '0')}-${String(d).padStart(2, '0')}`;
  return isDay(text) ? text : undefined;
}

type Signature = { from: number; to: number; issuer: string | null; issuedOn: Day };

/** The first signature (issuer, then date) among the lines; `from`..`to` are the lines it takes. */
function signature(lines: string[]): Signature | undefined {
  for (let i = 0; i < lines.length; i++) {
    const line = flat(lines[i] ?? '');
    if (line.length > 4000 && !/日(?:（此件.{0,20}）)?$/.test(line.slice(-40))) continue;
    const tail = line.slice(-80);
    const alone = ONLY_DATE.exec(tail);
    if (alone && line.length === tail.length) {
      const issuedOn = dateIn(alone, 1);
      if (!issuedOn) continue;
      let from = i;
      const names: string[] = [];
      for (let k = i - 1; k >= 0 && k >= i - 8; k--) {
        const name = (lines[k] ?? '').trim();
        if (name === '') continue;
        if (!ORG.test(flat(name)) || flat(name).length > 30 || /[。：，]/.test(flat(name))) break;
        names.unshift(name);
        from = k;
      }
      return { from, to: i + 1, issuer: names.join(' ') || null, issuedOn };
    }
    const joined = SIGNED.exec(tail);
    const name = joined?.[1]?.replace(/^.*[。：]/, '') ?? '';
    if (joined && ORG.test(name)) {
      const issuedOn = dateIn(joined, 2);
      if (issuedOn) return { from: i, to: i + 1, issuer: name, issuedOn };
    }
  }
  return undefined;
}

/** A document's own number in a line: alone, or right behind the title; a number cited in a sentence is not its own. */
function ownNumber(line: string): { at: number; docNo: string } | undefined {
  const m = DOC_NO.exec(line.slice(0, 200));
  if (!m?.[1]) return undefined;
  const organ = m[1].replace(BEFORE_NO, '');
  const at = m.index + m[1].length - organ.length;
  if (at > 0 && !KIND.test(line.slice(0, at))) return undefined;
  return { at, docNo: `${organ}〔${m[2]}〕${m[3]}号` };
}

/** Lines of the title at the head of the page, up to the number, the addressees or an empty line. */
function headTitle(lines: string[]): string {
  const parts: string[] = [];
  for (const line of lines) {
    const f = flat(line.slice(0, 300));
    if (f === '') {
      if (parts.length > 0) break;
      continue;
    }
    if (/https?：\/\/|EXCERPT/.test(f)) continue;
    const no = ownNumber(f);
    if (no?.at === 0) {
      if (parts.length > 0) break;
      continue;
    }
    if (!no && /[：。]/.test(f.replace(/“[^”]*”/g, ''))) break;
    parts.push(no ? f.slice(0, no.at) : line.trim());
    if (no || parts.length >= 4) break;
  }
  const title = parts.join('').replace(/\s+/g, '');
  return title.length <= 160 && (/关于|印发/.test(title) || KIND.test(fold(title))) ? title : '';
}

const inner = (notice: string): string | undefined =>
  /印发[《〈<]?(.{4,120}?)[》〉>]?的?(?:通知|函)$/.exec(notice)?.[1];
const yearIn = (text: string): number | undefined => {
  const m = new RegExp(`(${YEAR4})(?:年|[-—－至])`).exec(fold(text));
  return m?.[1] ? readNumber(m[1]) : undefined;
};

/**
 * Reads the head of a plan from the lines before its first numbered unit (`head`) and after its last task (`tail`);
 * `all` is where a signature before an annex is looked for last.
 * The title is that of the plan itself: a notice 关于印发《X》的通知 gives X, and stays in `noticeTitle`.
 */
export function readHeader(head: string[], tail: string[], all: string[]): Header {
  const early = signature(head);
  const signed = early ?? signature(tail) ?? signature(all);
  const top = headTitle(early ? head.slice(0, early.from) : head);
  const named = top === '' ? undefined : inner(top);
  const isTitle = (line: string): boolean => {
    const f = flat(line.slice(0, 200));
    return (
      f.length <= 80 && KIND.test(f) && !/[。：；，]/.test(f) && !/^(?:\d{1,2}[.、]|附件|根据|为|现将|按照)/.test(f)
    );
  };
  const below = early ? head.slice(early.to, early.to + 12) : [];
  const caption = [...below, ...(top === '' ? head.slice(0, 30) : [])].find(isTitle)?.replace(/\s+/g, '');
  const title = caption ?? named ?? (top || null);
  const docNo = head
    .slice(0, 12)
    .map((l) => ownNumber(flat(l.slice(0, 300)))?.docNo)
    .find((n) => n !== undefined);
  const issuedOn = signed?.issuedOn ?? null;
  const issuer = signed?.issuer ?? (/^(.{2,30}?)(?:关于|印发)/.exec(top)?.[1]?.trim() || null);
  const docYear = docNo ? Number(/\d{4}/.exec(docNo)?.[0]) : undefined;
  return {
    title,
    noticeTitle: top !== '' && top !== title ? top : null,
    docNo: docNo ?? null,
    issuer,
    year: (title ? yearIn(title) : undefined) ?? (issuedOn ? yearOf(issuedOn) : undefined) ?? docYear ?? null,
    issuedOn,
  };
}

/** Where the signature at the end of a document starts, as an index into its lines; undefined when there is none. */
export function signatureAt(lines: string[]): number | undefined {
  const start = Math.max(0, lines.length - 12);
  const found = signature(lines.slice(start));
  // A line that ends in the signature but begins with sentences is the joined-up body itself.
  return found && !(lines[start + found.from] ?? '').includes('。') ? start + found.from : undefined;
}
