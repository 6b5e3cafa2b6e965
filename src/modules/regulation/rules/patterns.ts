/** How citations are written: the patterns the scanner reads with, each made for a place it was seen at. */
import { readNumber } from '../../../lib/numerals.ts';
import type { Library } from './types.ts';

export const NUM = '[一二三四五六七八九十百千零〇○两\\d０-９]{1,9}';
export const HAN = /[\p{Script=Han}（）()]/u;
const GAP = '[ \\u3000]*';
const OF = (what: string): string => `${GAP}第${GAP}[(（]?${GAP}(${NUM})${GAP}[)）]?${GAP}${what}`;
/**
 * 第三十二条之一第二款第（三）项, with whatever width and spaces; chapters before it (第三章第十三条) and the 原 of an amended text
 * say nothing of the place.
 */
export const PIN = new RegExp(
  `${GAP}(?:第${GAP}${NUM}${GAP}[编章节]${GAP})*原?${GAP}第${GAP}(${NUM})${GAP}条(?:${GAP}之${GAP}(${NUM}))?(?:${OF('款')})?(?:${OF('项')}|[(（](${NUM})[)）]项)?`,
  'y',
);
/** Chapters in a list with articles: 第四章第二节、第五十六条. */
export const CHAPTERS = new RegExp(`(?:${GAP}第${GAP}${NUM}${GAP}[编章节])+(?=[、和及])`, 'y');
/** 《…》四十条: the 第 was forgotten, which is seen only right after a title. */
export const BARE_PIN = new RegExp(`(${NUM})条(?!例|款|件|目|文)`, 'y');
/** Further paragraphs or items of the article before: 第一项、第四项; 第二款、第三款第（一）项. */
export const MORE = new RegExp(`(?:${OF('款')}(?:${OF('项')})?|${OF('项')})`, 'y');
export const AND = /[ \u3000]*(?:、|和|及|以及|或者|或|，|至|到)[ \u3000]*(?=第)/y;

/** What stands in brackets after a title, brackets inside it included. */
export const PAREN = /[ \u3000]*[(（]((?:[^()（）\n]|[(（][^()（）\n]{0,60}[)）]){1,120})[)）]/y;
const ORGAN = '(?:人民政府|政府|国务院|主席|部|委|委员会|总局|局|总署|署)';
/** 令第253号, 令2006年第2号, 第492号令; two groups, one of which holds the number. */
const NO = `(?:令${GAP}(?:[\\d０-９]{4}${GAP}年${GAP})?第?${GAP}(${NUM})${GAP}号|第?${GAP}(${NUM})${GAP}号令)`;
export const ORDER = new RegExp(`(国务院|主席|国家主席|[\\p{Script=Han}]{2,16}?)?${NO}`, 'u');
/** The same without brackets: 《城市生活垃圾管理办法》建设部令第157号. */
export const ORDER_AFTER = new RegExp(
  `${GAP}((?!和|及|与|或|以及|依|根据|按|的|由|经)[\\p{Script=Han}A-Z]{0,14}?${ORGAN})${NO}`,
  'uy',
);
/** And before its title: 国务院令第583号《城镇燃气管理条例》, 令第94号公布的《…》. */
export const ORDER_BEFORE = new RegExp(
  `([\\p{Script=Han}A-Z]{0,24}(?:${ORGAN}|国))${NO}${GAP}(?:(?:公布|发布|颁布)(?:的)?)?${GAP}$`,
  'u',
);
export const ORDER_ALONE = new RegExp(`(中华人民共和国国务院|国务院|中华人民共和国主席|国家主席|国)${NO}`, 'g');
/** 某省人民政府令第194号文（自…起施行）第十一条: an order the library does not know counts with an article. */
export const ORDER_PINNED = new RegExp(
  // It begins with 令 in both forms, which the engine finds without trying every numeral of a text.
  `令(?:${GAP}(?:[\\d０-９]{4}${GAP}年${GAP})?第?${GAP}(${NUM})${GAP}号|(?<=(第?${GAP}(${NUM})${GAP}号)令))文?(?:[(（][^()（）\\n]{1,40}[)）])?(?:[：:]|，其中)?(?=${GAP}第${GAP}${NUM}${GAP}条)`,
  'gu',
);
export const ISSUER = new RegExp(`[\\p{Script=Han}A-Z\\d]{0,24}${ORGAN}$`, 'u');
/** 〔2016〕22号 and its misspellings: a number between a title and its article says nothing of the place. */
const DOC_NO =
  '[\\p{Script=Han}]{0,12}(?:[〔\\[［【(（][^〔〕\\[\\]()（）\\n]{1,8}[〕\\]］】)）]|[\\d０-９]{4}年?(?=第))[ \\u3000]*第?[\\d０-９]{1,5}号';
export const DOC_NO_IN = new RegExp(`^${DOC_NO}$`, 'u');
export const DOC_NO_BETWEEN = new RegExp(`(?:${DOC_NO})(?=${GAP}第${GAP}${NUM}${GAP}条)`, 'uy');
/** 《关于印发〈…办法〉的通知》（…号）第九条: the article is the issued law's and not the notice's. */
export const NOTICE_BETWEEN = new RegExp(
  `[》〉]?的通知[》]?[ \\u3000]*(?:[(（]?${DOC_NO}[)）]?)?(?:文件)?(?=${GAP}第${GAP}${NUM}${GAP}条)`,
  'uy',
);
export const ISSUED = /[《〈<＜]([^《》〈〉<>＜＞]{4,80})[》〉>＞]的通知$/;

export const SHORT =
  /(?:(?:以下|下文)(?:统称|简称|称)|简称|下称)(?:为)?[ \u3000]*[:：]?[ \u3000]*[《“"‘「]?([^》”"’」，。；、（）()\s]{1,20})[》”"’」]?/;
/** What ends like a law is one, even when the library does not know it. */
export const LAWLIKE =
  /(?:法|法典|条例|规定|办法|细则|规则|通则|规程|决定|解释|宪法|(?:工作|管理|行为|执法)规范|准则)(?:[(（](?:试行|暂行|实行|草案|\d{4}年?(?:版|本|修订|修正))[)）])?$/;
/** A year behind the name says which text is meant; the name is without it. */
export const EDITION = /[(（]\d{4}年?(?:版|本|修订|修正)[)）]$/;
/** 最高人民法院《关于…的解释》: who made it stands before the mark, and in the library within the title. */
export const MAKER =
  /(?:最高人民法院(?:、最高人民检察院)?|最高人民检察院|国务院(?:办公厅)?|全国人民代表大会常务委员会)$/;
/** The courts' opinions on how a law is applied are interpretations of it. */
export const OPINION = /关于(?:适用|执行|贯彻执行|审理).+若干问题的意见(?:[(（]试行[)）])?$/;
/** Titles of papers about a law are not the law; nor are drafts, party documents and technical standards. */
export const PAPER =
  /^(?:中共中央|.*(?:草案|送审稿|征求意见稿)[)）]?$|.*(?:技术|设计|施工|验收)(?:规范|规程)$|关于(?:印发|转发|发布|贯彻|实施|学习|做好)|.*(?:的通知|的意见|的函|的批复|的公告|工作要点|实施方案|解读|目录)$)/;
/** 实施办法, 暂行规定: what a text calls something that it named before. */
const GENERIC = /^(?:实施|管理|暂行|试行|若干|具体|有关|相关)*(?:办法|规定|细则|条例|规则|通则|决定|解释|准则)$/;
/** What an unknown title must be to count: 档案法, but not 实施办法, which is short for something defined elsewhere. */
export function nameEnough(title: string): boolean {
  const name = title.replace(EDITION, '');
  return !GENERIC.test(name) && name.length >= (/[^办]法$/.test(name) ? 3 : 5);
}

export const MAX_TITLE = 120;
/** 公司法第五条: a law named without marks counts right before an article. */
export const UNMARKED = new RegExp(`(?:法典|法|条例|规定|办法|细则|规则)(?=${GAP}第${GAP}${NUM}${GAP}条)`, 'g');
export const MAX_UNMARKED = 40;
export const OWN = /[本该](?:法典|法|条例|规定|办法|细则|规则)$/;
/** 依照森林法第三十九条: a name the library does not know, where a word before it says that it begins. */
export const AFTER_WORD =
  /^.*(?:根据|依据|依照|按照|违反|适用|触犯)(?:原|现行|修[正改订]后?的)?((?!本|该|前|其|国家(?:有关|相关|规定|标准|法))(?:(?![的和或及与、]|本条例|本办法|本法|法律|法规|规章|有关|相关|上述)[\p{Script=Han}]){2,30})$/u;

const ORGANS: Readonly<Record<string, string>> = { 国: '国务院', 国家主席: '主席' };
/** The organ of an order by its usual name, without words that stand before it. */
export function organOf(words: string): string {
  const text = words
    .replace(/^.*(?:根据|依据|依照|按照|违反|[和及与、按据为年月日])(?=.{2})/u, '')
    .replace(/^原/, '')
    .replace(/^中华人民共和国(?=.{2})/, '');
  return ORGANS[text] ?? (text.endsWith('国务院') ? '国务院' : text);
}
/** The number of an order that a pattern found, in either group, in digits of any width or numerals. */
export const numberIn = (m: RegExpExecArray, group: number): number => readNumber(m[group] ?? m[group + 1] ?? '') ?? 0;

/**
 * End of the title that opens at `at` (after the mark), nested marks skipped; -1 when it never closes on this line. A known name that
 * only the layout broke over two lines is one.
 */
export function closing(text: string, at: number, library: Library): number {
  let depth = 1;
  for (let i = at; i < text.length && i - at <= MAX_TITLE; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x300a) depth++;
    else if (c === 0x300b && --depth === 0) return i;
    else if (c === 10) return overLine(text, at, i, library);
  }
  return -1;
}

function overLine(text: string, at: number, line: number, library: Library): number {
  const end = line + text.slice(line, at + MAX_TITLE).indexOf('》');
  if (end < line) return -1;
  const words = text.slice(at, end);
  return !words.includes('《') && library.byName(words).length > 0 ? end : -1;
}

const UNCLOSED = new RegExp(
  `^[\\p{Script=Han}]{3,50}?(?:法|条例|规定|办法|细则|规则)(?=(?:${DOC_NO})?${GAP}第${GAP}${NUM}${GAP}条)`,
  'u',
);

/** Where the name that an unclosed 《 begins with ends: the longest known one, or what ends like a law before its article. */
export function unclosed(text: string, at: number, library: Library): number {
  const line = text.slice(at, at + 60).split(/[\n，。；：、（(《]/, 1)[0] ?? '';
  for (let n = line.length; n >= 2; n--) if (library.byName(line.slice(0, n)).length > 0) return at + n;
  const m = UNCLOSED.exec(text.slice(at, at + 80));
  return m ? at + m[0].length : -1;
}
