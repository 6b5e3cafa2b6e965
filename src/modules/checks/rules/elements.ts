/** What a piece of its kind must say and does not. */
import type { Check, CheckEnv, Finding, Severity } from '../../../lib/finding.ts';
import type { Specimen } from '../../../lib/specimen.ts';
import { signedOn } from './dates.ts';
import { shownText } from './layers.ts';

type Need = {
  name: string;
  severity: Severity;
  why: string;
  basis: string;
  has(text: string, s: Specimen, env: CheckEnv): boolean;
};

const FORM = 'GB/T 9704—2012《党政机关公文格式》';
const ACT = '《政府信息公开条例》第二十六条、第二十三条';
const PHONE = /(?:\d{3,4}[)）-]?\s?)?[2-8]\d{6,7}|1[3-9]\d{9}|1\d{4}(?!\d)|电子邮箱|[\w.]+@[\w.]+/;

const SIGNATURE =
  /(?:^|\n)[ \t\u3000]*[\u4e00-\u9fa5、（） \u3000]{2,30}(?:局|委|委员会|政府|办公室|中心|厅|部|院|所|站|会|校|小学|中学|公司|大队|街道|办事处|社区|村|队)[ \t\u3000]*(?:\n|$)/;

const issuer: Need = {
  name: '发文机关',
  severity: 'warning',
  why: '读的人要知道是谁发的、找谁问。',
  basis: FORM,
  has: (text, s, env) =>
    Boolean(env.piece?.unitName) ||
    /^[\u4e00-\u9fa5]{2,20}(?:政府|办公厅|办公室|局|委|委员会|部|厅|院)(?:关于|印发|转发)/.test(s.title) ||
    SIGNATURE.test(text.slice(-400)) ||
    SIGNATURE.test(text.slice(0, 200)),
};
const date: Need = {
  name: '成文日期',
  severity: 'warning',
  why: '没有日期就算不出该在哪天前公开，也不知道还管不管用。',
  basis: FORM,
  has: (text, s, env) =>
    // A page shows the day it was published by itself; only a document needs one of its own.
    (env.piece !== undefined && env.piece.kind !== '政策文件') ||
    Boolean(env.piece?.issuedOn ?? signedOn(s)) ||
    /[〇二三四五六七八九一]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日/.test(text),
};
const docNo: Need = {
  name: '发文字号',
  severity: 'warning',
  why: '政策文件靠文号查找和引用。没有编号的，请写明原因。',
  basis: `${FORM}7.2.5`,
  has: (text, _, env) =>
    Boolean(env.piece?.docNo) ||
    /[〔[【(（［]\s*(?:19|20)?\d{2}\s*[〕\]】)）］]\s*第?\d+号|令第?\d+号|第\d+号令/.test(text.slice(0, 600)),
};
const contact: Need = {
  name: '联系方式',
  severity: 'warning',
  why: '看了不明白的人要有地方问。',
  basis: ACT,
  has: (text) => /(?:电话|联系|热线|咨询|邮箱|地址)/.test(text) && PHONE.test(text),
};
const validity: Need = {
  name: '施行日期或有效期',
  severity: 'warning',
  why: '规范性文件要写从哪天起施行、有效到哪天，一般不超过5年。',
  basis: '《国务院办公厅关于加强行政规范性文件制定和监督管理工作的通知》（国办发〔2018〕37号）',
  has: (text, _, env) =>
    Boolean(env.piece?.validFrom ?? env.piece?.validUntil) ||
    /有效期|起施行|起执行|起实施|之日起生效|公布之日/.test(text),
};
const objection: Need = {
  name: '提意见的方式',
  severity: 'warning',
  why: '公示是让人提意见的，要写打哪个电话、找哪个单位。',
  basis: '名册公示规则（惯例，各地可定）',
  has: (text) => /异议|监督|举报|反映|意见/.test(text) && PHONE.test(text),
};

const named = (name: string, words: RegExp, severity: Severity, why: string, basis: string): Need => ({
  name,
  severity,
  why,
  basis,
  has: (text) => words.test(text),
});

const ENROL = '义务教育招生公开要求（招生方案、范围、程序、条件、学校情况、录取结果、咨询方式）';
const GUIDE = '《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）“服务不实用”';
const SIX = '政策解读六要素（工作要点）';

const BY_KIND: Record<string, readonly Need[]> = {
  政策文件: [issuer, date, docNo],
  通知公告: [issuer, date, contact],
  名册公示: [issuer, date, objection],
  招生: [
    named('招生范围', /范围|学区|片区|地段/, 'warning', '家长要知道自己的孩子归哪所学校。', ENROL),
    named('报名条件', /条件|年满|周岁|户籍/, 'warning', '家长要知道够不够条件。', ENROL),
    named('招生程序', /程序|流程|步骤|报名(?:时间|方式)/, 'warning', '家长要知道哪天、怎样报名。', ENROL),
    contact,
  ],
  指南: [
    named('设定依据', /依据|根据|规定/, 'warning', '办事的人要知道凭什么办。', GUIDE),
    named('申请条件', /条件|对象|范围/, 'warning', '办事的人要知道够不够条件。', GUIDE),
    named('办理材料', /材料|证件|资料/, 'warning', '少带一样就要多跑一趟。', GUIDE),
    named('办理地点', /地点|地址|窗口|大厅/, 'warning', '要写到哪里办。', GUIDE),
    named('办理时间', /时间|工作日|上午|时限/, 'warning', '要写什么时候能办、几天办好。', GUIDE),
    named('办理流程', /流程|程序|步骤/, 'warning', '要写先后几步。', GUIDE),
    contact,
  ],
  解读: [
    named('背景依据', /背景|依据|为了|起草|出台/, 'hint', '为什么出这份文件。', SIX),
    named('目标任务', /目标|目的|任务/, 'hint', '要达到什么。', SIX),
    named('主要内容', /内容|规定|包括|明确/, 'hint', '主要做什么。', SIX),
    named('执行标准', /标准|条件|范围|每[人户月年]|元/, 'hint', '什么标准、多少钱。', SIX),
    named('惠民利民举措', /惠民|利民|便民|惠企|优惠|补贴|补助|减免|方便/, 'hint', '有什么好处。', SIX),
    named(
      '新旧政策差异',
      /差异|变化|区别|原来|调整|首次制定|新增|相比|提高/,
      'hint',
      '和以前比有什么变化；第一次制定的，写“首次制定”。',
      SIX,
    ),
  ],
};

const NORMATIVE = /(?:办法|规定|细则|规则)(?:（(?:试行|暂行)）)?(?:的通知)?$/;

/** Courts and procuratorates publish by rules of their own. */
const COURTS = /人民(?:法院|检察院)/;

/**
 * The kind of a file that is no piece, by its title; undefined when the title does not say. A text in articles may be an
 * annex or somebody else's law, and a notice among offices needs no telephone: there the file alone does not tell.
 */
function kindOf(title: string, text: string): string | undefined {
  if (/解读$|图解/.test(title)) return '解读';
  if (/办事指南$|服务指南$/.test(title)) return '指南';
  if (/名单(?:的)?(?:公示|公告)$|名册公示$/.test(title)) return '名册公示';
  if (/第一条/.test(text) || COURTS.test(title)) return undefined;
  if (/(?:印发|转发|批转).*通知$/.test(title) || NORMATIVE.test(title)) return '政策文件';
  if (/(?:公告|通告)$|(?:停|报名|招|征|缴|领取|申领).*通知$/.test(title)) return '通知公告';
  return undefined;
}

export const elements: Check = {
  id: 'element.missing',
  title: '该写的要素',
  basis: FORM,
  run(s: Specimen, env: CheckEnv): readonly Finding[] {
    const title = s.title.trim();
    const text = shownText(s);
    const missing = (name: string, severity: Severity, why: string, basis: string): Finding => ({
      rule: 'element.missing',
      severity,
      message: `缺少${name}`,
      why,
      quote: '',
      at: '全文',
      basis,
    });
    const out: Finding[] = [];
    // Plain lists and sheets are attachments: what they lack stands in the piece that carries them.
    if (s.format === 'xlsx' || s.format === 'csv') return out;
    if (title === '') out.push(missing('标题', 'error', '没有标题，搜不到，也引用不了。', FORM));
    const kind = env.piece?.kind ?? kindOf(title, text);
    const needs = [...(BY_KIND[kind ?? ''] ?? [])];
    if ((kind === '政策文件' || kind === undefined) && NORMATIVE.test(title) && !COURTS.test(title))
      needs.push(validity);
    // A page that holds next to nothing is judged by others; ten missing elements would only hide that.
    if (text.trim().length >= 30)
      for (const need of needs)
        if (!need.has(`${title}\n${text}`, s, env)) out.push(missing(need.name, need.severity, need.why, need.basis));
    const item = env.piece?.item;
    if (item)
      for (const e of item.elements)
        if (e.required && !e.given)
          out.push(missing(`“${e.label}”`, 'error', `公开目录${item.id}“${item.title}”要求写这一项。`, item.basis));
        else if (e.wrong) out.push({ ...missing('', 'error', e.wrong, item.basis), message: `“${e.label}”填得不对` });
    return out;
  },
};
