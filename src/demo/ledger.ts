import { addDays, yearOf } from '../lib/day.ts';
import { instant } from './assemble.ts';
import { type Ctx, type Day, workdayAfter } from './context.ts';
import type { DemoLedgerEntry, DemoPiece, DemoPlan } from './types.ts';

type Row = [
  task: string,
  unit: string,
  days: number,
  report: string,
  evidence: string,
  state: DemoLedgerEntry['state'],
  remark?: string,
];

/** Reports on this year's plan: task, unit, days after the plan came out, words, evidence, what the office said. */
const THIS_YEAR: Row[] = [
  ['一（一）', 'fagai', 20, '规划纲要全文、图解已经公开，历史规划31份归集完毕。', 'guihua-gangyao', 'accepted'],
  ['一（一）', 'ziran', 45, '国土空间总体规划和三个乡的村庄规划已经公开，附分幅图。', 'guihua-guotu', 'accepted'],
  ['一（二）', 'shichang', 15, '抽查计划和调整后的清单已经公布，结果按周更新。', 'ssj-jihua', 'accepted'],
  ['一（二）', 'zhifa', 26, '上月处罚决定公开9件，均在七个工作日以内。', 'cf-youyan', 'reported'],
  [
    '一（三）',
    'caizheng',
    18,
    '政府预算、三公汇总已公开，还差3个二级单位。',
    'sangong',
    'returned',
    '还差的3个单位没有写名字，也没有写几月几日前补齐。请补充后再报。',
  ],
  ['一（三）', 'minzheng', 19, '本局预算已公开，补贴名册按月延伸到村。', 'yusuan-minzheng', 'accepted'],
  ['一（四）', 'weijian', 25, '48处服务站和门诊点地址电话核对完毕，改了3处。', 'weisheng-zhan', 'reported'],
  ['一（五）', 'jiaoyu', 40, '招生范围已征求意见，10所学校目录试点完成7所。', 'zhaosheng-fanwei-yj', 'reported'],
  ['二（一）', 'minzheng', 10, '养老服务补贴办法与解读同日公布。', 'yanglao-butie-jiedu', 'accepted'],
  ['二（二）', 'nongye', 55, '初加工用电补贴做了十二问，正在录音频。', 'nongchanpin-yongdian-jiedu', 'reported'],
  ['二（三）', 'shenpi', 60, '政策咨询窗口开办，平均2.4个工作日答复。', 'zhinan-zhengce-zixun', 'accepted'],
  ['二（四）', 'wangxinban', 33, '上季度会商6件，均由责任单位公开回应。', 'hy-gongjiao', 'reported'],
  ['三（一）', 'sifa', 48, '现行规范性文件41件，已定14件，其余27件正在征求起草单位意见。', '', 'reported'],
  ['三（二）', 'zhengfuban', 12, '全部频道支持互联网协议第六版，断链清零。', 'ipv6-wancheng', 'accepted'],
  ['三（四）', 'zhengfuban', 50, '收到申请全部按期答复，答复书写明依据和救济途径。', 'nianbao-minghe-0', 'reported'],
  ['四（二）', 'sifa', 22, '第一期信息员培训已办，到课67人。', 'dt-peixun', 'accepted'],
  [
    '四（三）',
    'zhengfuban',
    9,
    '16个单位已经分解到人，还差1个。',
    'yaodian-0',
    'returned',
    '要点要求3月20日前全部完成。请写明没有完成的单位和催办情况。',
  ],
];

const LAST_YEAR: Row[] = [
  ['一（一）', 'fagai', 140, '规划目录第一批31份汇总完成，缺文号的三份已注明。', 'guihua-mulu', 'accepted'],
  ['三（三）', 'huanbao', 210, '开放日按期举办，意见采纳情况已公布。', 'kfr-jieguo', 'accepted'],
  [
    '三（五）',
    'zhengfuban',
    270,
    '近五年公报电子版补齐四年，还差一年。',
    '',
    'returned',
    '没有完成，列入今年台账，六月底前补齐。',
  ],
];

/** Progress reports on both plans; nothing is dated after today. */
export function buildLedger(c: Ctx, plans: readonly DemoPlan[], pieces: readonly DemoPiece[]): DemoLedgerEntry[] {
  const ids = new Map(pieces.map((x) => [x.id, x]));
  return plans.flatMap((plan, i) => {
    const out = ids.get(plan.pieceId)?.publishedAt.slice(0, 10) as Day | undefined;
    if (out === undefined) throw new RangeError(`the plan of ${plan.year} is not published`);
    return (i === 0 ? THIS_YEAR : LAST_YEAR).flatMap(
      ([taskNo, unitId, days, report, evidence, state, remark]): DemoLedgerEntry[] => {
        const piece = evidence === '' ? undefined : ids.get(evidence);
        if (evidence !== '' && piece === undefined) throw new RangeError(`no piece ${evidence} to prove ${taskNo}`);
        const shown = piece?.publishedAt.slice(0, 10) as Day | undefined;
        const planned = addDays(out, days);
        // A report cannot rest on something published after it, nor on another year's work.
        const on = workdayAfter(shown !== undefined && shown >= planned ? addDays(shown, 1) : planned);
        if (on >= c.today || (shown !== undefined && yearOf(shown) !== plan.year)) return [];
        return [
          {
            taskNo,
            year: plan.year,
            unitId,
            report,
            ...(piece === undefined ? {} : { evidencePieceId: piece.id }),
            at: instant(on, '15:30'),
            state,
            ...(remark === undefined ? {} : { remark }),
          },
        ];
      },
    );
  });
}
