// A paper with one of everything, for tests of the writers.
import { day } from '../../lib/day.ts';
import { type Paper, type PaperCell, p } from './paper.ts';

const UNIT = '清河县民政局';
const LONG =
  '经审查，您申请获取的政府信息中，“2025年度临时救助资金发放名册”含有受助人的身份证号码、银行账号等个人隐私，公开会对第三方合法权益造成损害。根据《中华人民共和国某项规定》（第711号）第十五条、第三十七条的规定，本机关对该部分信息作区分处理：能够公开的内容随本告知书一并提供；不予公开的内容已遮盖，并在每一处注明理由。';

export const specimenPaper = (more: Partial<Paper> = {}): Paper => ({
  masthead: UNIT,
  number: '清民公开告〔2026〕12号',
  title: '政府信息部分公开告知书',
  addressee: '申请人甲',
  blocks: [
    p('本机关于2026年3月2日收到您提交的政府信息公开申请。'),
    { kind: 'heading', level: 1, text: '处理决定' },
    { kind: 'paragraph', runs: [{ text: LONG }, { text: '请妥善保管本告知书。', bold: true }] },
    { kind: 'heading', level: 2, text: '遮盖情况' },
    {
      kind: 'table',
      caption: '遮盖情况一览',
      widths: [1, 3, 5],
      head: [[{ text: '页' }, { text: '处数' }, { text: '理由' }]],
      rows: [
        [{ text: '1', rows: 2, align: 'center' }, { text: '3' }, { text: '个人隐私（第十五条）' }],
        [{ text: '1' }, { text: '内部事务信息（第十六条第一款）' }],
        [{ text: '合计', cols: 2 }, { text: '4处' }],
      ],
      note: '注：处数按页统计。',
    },
    { kind: 'heading', level: 2, text: '提供方式' },
    p('以纸质方式邮寄。Office of Information, file no. 2026-0012, version 3.'),
    { kind: 'heading', level: 1, text: '救济途径' },
    p('如对本告知不服，可以自收到之日起60日内向清河县人民政府申请行政复议。'),
  ],
  attachments: ['2025年度临时救助资金发放名册（遮盖后）', '遮盖说明'],
  sign: { unit: `${UNIT}`, date: day('2026-03-26') },
  remark: '联系电话：0000-0000000',
  about: { unit: UNIT, date: day('2026-03-26') },
  ...more,
});

/** The head of table three of an annual report: deep labels, spans both ways. */
export function wideTable(rows: number): Paper['blocks'][number] {
  const number = (n: number): PaperCell => ({ text: String(n), align: 'right' });
  return {
    kind: 'table',
    widths: [3, 3, 6, 2, 2, 2, 2, 2, 2, 2],
    head: [
      [
        { text: '（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', cols: 3, rows: 3 },
        { text: '申请人情况', cols: 7 },
      ],
      [
        { text: '自然人', rows: 2 },
        { text: '法人或其他组织', cols: 5 },
        { text: '总计', rows: 2 },
      ],
      ['商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'].map((text) => ({ text })),
    ],
    rows: Array.from({ length: rows }, (_, i) => [
      ...(i % 10 === 0 ? [{ text: '三、本年度办理结果', rows: Math.min(10, rows - i) }] : []),
      { text: `（${i + 1}）不予公开` },
      { text: `${i + 1}.属于国家秘密` },
      ...Array.from({ length: 7 }, (_, c) => number(i * 7 + c)),
    ]),
  };
}
