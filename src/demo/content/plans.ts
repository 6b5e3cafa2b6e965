import { sayNumber } from '../../lib/numerals.ts';
import {
  addDays,
  type Ctx,
  type Day,
  law,
  monthDay,
  type PieceSpec,
  sayDay,
  workdayAfter,
  workdayBefore,
} from '../context.ts';
import { doc, h2, p } from '../html.ts';
import type { DemoPlan } from '../types.ts';
import { lastYear, type PlanText, thisYear } from './plan-texts.ts';

/** The plan is out in March; early in the year, as soon as the office works. */
function publishedOn(c: Ctx, year: number): Day {
  const usual = workdayBefore(monthDay(year, 3, 12));
  if (usual <= c.today) return usual;
  const first = workdayAfter(addDays(monthDay(year, 1, 1), 3));
  return first <= c.today ? first : c.recent(0);
}

const TO = '各乡镇人民政府、各街道办事处，区直各部门，区属各单位：';

/** The words of the notice and the plan as they stand on paper, for reading by machine. */
function plainText(year: number, on: Day, plan: PlanText): string {
  return [
    '明河区人民政府办公室',
    `关于印发《明河区${year}年政务公开工作要点》的通知`,
    '',
    TO,
    `《明河区${year}年政务公开工作要点》已经区政府同意，现印发给你们，请认真贯彻落实。`,
    '',
    '明河区人民政府办公室',
    sayDay(on),
    '（此件公开发布）',
    '',
    `明河区${year}年政务公开工作要点`,
    plan.lead,
    ...plan.sections.flatMap((s) => [
      s.title,
      ...s.tasks.map((t, i) => `（${sayNumber(i + 1)}）${t.title}。${t.body}${t.mark}`),
    ]),
    plan.end,
    '',
  ].join('\n');
}

function pieceOf(id: string, year: number, on: Day, issued: Day, plan: PlanText): PieceSpec {
  return {
    id,
    unit: 'zhengfuban',
    letters: '明政办发',
    issued,
    cols: ['zfxxgk/fdzdgk/gkyd', 'zfxxgk/fdzdgk/qtwj', 'zcjd/wenjian'],
    title: `明河区${year}年政务公开工作要点`,
    kind: '政策文件',
    on,
    html: doc(
      p(TO, `《明河区${year}年政务公开工作要点》已经区政府同意，现印发给你们，请认真贯彻落实。`),
      p('明河区人民政府办公室', sayDay(issued), '（此件公开发布）'),
      p(plan.lead),
      ...plan.sections.flatMap((s) => [
        h2(s.title),
        ...s.tasks.map((t, i) => p(`<strong>（${sayNumber(i + 1)}）${t.title}。</strong>${t.body}${t.mark}`)),
      ]),
      p(plan.end),
    ),
    answer: `${year}年要公开的17件事，谁牵头、谁负责、什么时候完成，一条一条列在这里。`,
    basis: [
      {
        law: '中华人民共和国政府信息公开条例',
        article: '第四十六条',
        text: '各级人民政府应当建立健全政府信息公开工作考核制度、社会评议制度和责任追究制度，定期对政府信息公开工作进行考核、评议。',
      },
      law.disclosure19,
    ],
    attachments: [{ name: `明河区${year}年政务公开工作要点.txt`, kind: 'txt', content: plainText(year, issued, plan) }],
  };
}

/** The plans of this year and last year, as pieces and as plain text. */
export function workPlans(c: Ctx): { pieces: PieceSpec[]; plans: DemoPlan[] } {
  const make = (year: number, on: Day, plan: PlanText): { piece: PieceSpec; plan: DemoPlan } => {
    const id = `yaodian-${c.year - year}`;
    const issued = workdayBefore(addDays(on, -3));
    const piece = pieceOf(id, year, on, issued, plan);
    return { piece, plan: { year, pieceId: id, text: plainText(year, issued, plan) } };
  };
  const now = make(c.year, publishedOn(c, c.year), thisYear(c.year));
  const before = make(c.year - 1, workdayBefore(monthDay(c.year - 1, 3, 19)), lastYear(c.year - 1));
  return { pieces: [now.piece, before.piece], plans: [now.plan, before.plan] };
}
