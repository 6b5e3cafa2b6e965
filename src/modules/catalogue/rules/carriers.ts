/** 公开渠道和载体: the check list of a standard catalogue. */
import { foldWidth } from '../../../lib/hanzi.ts';
import { quoted, type Remark } from './remark.ts';
import { CARRIERS, type Carrier } from './types.ts';

const CHOSEN = '■☑☒✓✔√●◆▇█▄▅▉◼🗹';
const NOT_CHOSEN = '□☐○◻◯';
/** What the check list is also called; compared without spaces, brackets and strokes. */
const ALSO: readonly (readonly [RegExp, Carrier])[] = [
  [/^(?:[一-龥]{0,8}(?:县|区|市|旗|镇|乡|街道))?(?:人民)?政府(?:门户)?网站?$|^(?:政府)?门户网站$/, '政府网站'],
  [/^政府公报$|^公报$/, '政府公报'],
  [/^[一二两双]微[一二两]端$|^两微$|^政务新媒体$|^(?:政务)?(?:微博|微信)(?:微信|公众号)?$/, '两微一端'],
  [/^(?:新闻)?发布会(?:听证会)?(?:座谈会)?$|^听证会$/, '发布会/听证会'],
  [/^广播电视$|^广播$|^电视$/, '广播电视'],
  [/^纸质(?:媒体|载体|媒介)$|^报刊$|^报纸$/, '纸质媒体'],
  [/^(?:政府信息)?公开查阅(?:点|场所)$|^查阅点$/, '公开查阅点'],
  [/^(?:政务|行政|政府)服务(?:中心|大厅)$|^办事大厅$/, '政务服务中心'],
  [/^便民服务(?:站|点|中心|室)$/, '便民服务站'],
  [/^入户(?:现场)?$|^现场$/, '入户/现场'],
  [/公[示告开](?:公开)?栏|^电子屏$/, '社区/企事业单位/村公示栏（电子屏）'],
  [/^精准推送$/, '精准推送'],
];

const bare = (text: string): string => foldWidth(text).replace(/[\s/／、·（）()“”"’'_＿\-—]+/g, '');
const EXACT = new Map(CARRIERS.map((c) => [bare(c), c]));

/** The carrier a name means, if it is one of the thirteen. */
export function carrierOf(name: string): Carrier | undefined {
  const n = bare(name);
  if (n === '') return undefined;
  return EXACT.get(n) ?? ALSO.find(([fits]) => fits.test(n))?.[1];
}

/** 口 typed or recognised for □: a box only where a carrier's name follows and nothing that it could belong to precedes. */
function typedBox(text: string, i: number): boolean {
  if (text[i] !== '口' || /[窗人门户路港出入进]/.test(text[i - 1] ?? '')) return false;
  const rest = bare(text.slice(i + 1, i + 26));
  return (
    CARRIERS.some((c) => rest.startsWith(bare(c).slice(0, 3))) || ALSO.some(([fits]) => fits.test(rest.slice(0, 4)))
  );
}

type Token = { mark: 'yes' | 'no' | 'kou' | 'none'; text: string };

function tokens(text: string): Token[] {
  const out: Token[] = [];
  let now: Token = { mark: 'none', text: '' };
  const marks = [...text];
  let at = 0;
  for (const c of marks) {
    const mark = CHOSEN.includes(c) ? 'yes' : NOT_CHOSEN.includes(c) ? 'no' : typedBox(text, at) ? 'kou' : undefined;
    at += c.length;
    if (mark === undefined) now.text += c;
    else {
      out.push(now);
      now = { mark, text: '' };
    }
  }
  out.push(now);
  return out.filter((t) => t.mark !== 'none' || t.text.trim() !== '');
}

/** [√] and （ ） typed as boxes. */
const bracketBoxes = (text: string): string =>
  text.replace(/[[（(]\s*[√✓✔■☑]\s*[\])）]/g, '■').replace(/[[（(]\s*[\])）]/g, '□');

/** Ticks typed behind the names (政府网站√ 政府公报√): each belongs to the name before it. */
function boxesBefore(list: Token[]): Token[] {
  const last = list.at(-1);
  if (list.length < 2 || list[0]?.mark !== 'none' || last?.mark === 'none' || last?.text.trim() !== '') return list;
  return list.slice(0, -1).map((t, i) => ({ mark: list[i + 1]?.mark ?? 'none', text: t.text }));
}

/**
 * Reads a cell of check boxes: the carriers chosen, in the order of the standard list, and by name what is chosen beyond
 * the thirteen (公共资源交易平台). Without any box the names that stand there count as chosen. Never throws.
 */
export function parseCarriers(text: string): { chosen: Carrier[]; others: string[]; remarks: Remark[] } {
  const found = new Set<Carrier>();
  const others = new Set<string>();
  const remarks: Remark[] = [];
  const remark = (
    rule: string,
    severity: Remark['severity'],
    message: string,
    why: string,
    quote: string,
    suggestion?: string,
  ) => void remarks.push({ rule, severity, message, why, quote: quoted(quote), ...(suggestion ? { suggestion } : {}) });
  const choose = (name: string): void => {
    const clean = name
      .replace(/\s+/g, ' ')
      .replace(/[：:]? ?https?:\/\/\S*/g, '')
      .replace(/[_＿]{2,}/g, '')
      .replace(/^[、，,；;：:．.\s]+|[、，,；;：:．.\s]+$/g, '');
    if (clean === '') return;
    const carrier = carrierOf(clean);
    if (carrier && carrier !== '其他') return void found.add(carrier);
    found.add('其他');
    const named = clean.replace(/^其[他它](?:渠道|方式|平台)?[（(：:、\s]*|(?<=^其[他它].*)[)）]$/g, '').trim();
    if (named !== '') others.add(named);
  };
  const list = boxesBefore(tokens(bracketBoxes(text.normalize('NFC'))));
  const boxed = list.some((t) => t.mark !== 'none');
  for (const t of list) {
    if (t.mark === 'yes') choose(t.text);
    else if (t.mark === 'kou')
      remark(
        'catalogue.box',
        'hint',
        '“口”按没有选中的“□”读',
        '文字识别常把方框认成汉字“口”',
        `口${t.text.trim()}`,
        `□${t.text.trim()}`,
      );
    else if (t.mark === 'no' && /^其[他它]\s*[（(：:]?\s*[^\s_＿（(：:)）]{2}/.test(t.text.trim()))
      remark(
        'catalogue.other',
        'hint',
        '“其他”写了名称却没有选中',
        '写了名称一般是要选它；没有选中就不会列入',
        `□${t.text.trim()}`,
        `■${t.text.trim()}`,
      );
    else if (t.mark === 'none' && boxed)
      remark(
        'catalogue.unboxed',
        'warning',
        '这几个字前面没有方框，没有读成选中',
        '不知道是选中还是没有选中',
        t.text.trim(),
        `■${t.text.trim()}`,
      );
    else if (t.mark === 'none') for (const name of t.text.split(/[、，,；;\n]|\s{2,}|\s*\d{1,2}[.．]\s*/)) choose(name);
  }
  if (found.size === 0)
    remark('catalogue.carrier', 'warning', '没有选中任何渠道和载体', '标准目录要求写明公开渠道和载体', text.trim());
  return { chosen: CARRIERS.filter((c) => found.has(c)), others: [...others], remarks };
}
