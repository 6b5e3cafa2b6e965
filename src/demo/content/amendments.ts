import { addWorkdays, type Ctx, type PieceSpec } from '../context.ts';

/** A slip of the first edition, and what was put right: `wrong` is what the first edition said. */
type Slip = { id: string; right: string; wrong: string; days: number; time: string; reason: string };

const SLIPS: Slip[] = [
  {
    id: 'linshi-jiuzhu',
    right: '一次不超过1500元',
    wrong: '一次不低于1500元',
    days: 10,
    time: '10:12',
    reason: '第八条“不超过1500元”在首次公布时误排为“不低于1500元”，与印发的纸质文件不一致，现更正。',
  },
  {
    id: 'zhengfu-juesuan-1',
    right: '已清理收回1840万元',
    wrong: '已清理收回1480万元',
    days: 4,
    time: '15:20',
    reason: '第三部分收回资金数字录入颠倒，应为1840万元，表内数字不受影响。',
  },
  {
    id: 'rs-yisheng',
    right: '报名268人，实际到岗21人',
    wrong: '报名268人，实际到岗23人',
    days: 6,
    time: '09:05',
    reason: '有2人体检复查未通过，到岗人数由23人更正为21人。',
  },
];

const WITHDRAWN: { id: string; days: number; time: string; reason: string }[] = [
  {
    id: 'dongtai-dongguan',
    days: 1,
    time: '09:40',
    reason: '部分居民提出，户主姓氏与楼栋张贴的名单对照后容易认出本人，先撤下，改为只公布户数后重新公开。',
  },
  {
    id: 'cf-lvyoushe',
    days: 45,
    time: '16:30',
    reason: '处罚决定经行政复议变更罚款数额，原信息按规定撤下，变更后的决定由区文化旅游广电局另行公示。',
  },
];

/** Applies corrections and withdrawals; those that would lie after today have not happened yet. */
export function amend(c: Ctx, specs: readonly PieceSpec[]): PieceSpec[] {
  return specs.map((s): PieceSpec => {
    const slip = SLIPS.find((x) => x.id === s.id);
    const gone = WITHDRAWN.find((x) => x.id === s.id);
    if (slip !== undefined) {
      const on = addWorkdays(s.on, slip.days);
      if (!s.html.includes(slip.right)) throw new RangeError(`${s.id} does not say ${slip.right}`);
      if (on >= c.today) return s;
      const first = s.html.replace(slip.right, slip.wrong);
      return { ...s, html: first, corrections: [{ on, time: slip.time, reason: slip.reason, html: s.html }] };
    }
    if (gone !== undefined) {
      const on = addWorkdays(s.on, gone.days);
      return on >= c.today ? s : { ...s, withdrawal: { on, time: gone.time, reason: gone.reason } };
    }
    return s;
  });
}
