import type { Refusal } from '../../lib/ruling.ts';
import { type Erasure, sayPublication } from '../publication/index.ts';

const SAY: Record<string, string> = {
  no_notice: '这份处置里没有这一项告知。',
  already_told: '这一项已经有人办了。',
  no_note: '还没写怎么告知的。例：3月31日电话告知，12人都接到。',
  mention_decided: '这一处已经有人看过定了，请刷新后再看。',
  mention_gone: '这一处已经删了或改了，不用再看。',
  mention_stays: '这一处不能直接换掉：审计记录改不了，别的打开那一页改。改好以后在这里写明。',
  no_mention_note: '还没写为什么留着。例：同名的是另一个人；已在那一页改好。',
  note_repeats_leak: '里面像是有号码。这段话会一直留着，请不要写号码和姓名。',
};

export const sayErasure = (r: Refusal): string => SAY[r.code] ?? sayPublication(r) ?? r.code;
export const ERASURE_CODES = Object.keys(SAY);

export const STATE_NAMES: Record<Erasure['state'], string> = {
  asked: '等第二个人定',
  done: '已删除',
  refused: '没有删',
};

/** 整件；第1、2版；1个附件 */
export const sayScope = (e: Pick<Erasure, 'whole' | 'versions' | 'files'>): string =>
  e.whole
    ? '整件'
    : [e.versions.length > 0 ? `第${e.versions.join('、')}版` : '', e.files.length > 0 ? `${e.files.length}个附件` : '']
        .filter(Boolean)
        .join('，');

export const READER_NAMES: Record<string, string> = {
  browser: '浏览器',
  feed: '订阅工具',
  crawler: '搜索引擎等爬虫',
  api: '程序和数据接口',
};
