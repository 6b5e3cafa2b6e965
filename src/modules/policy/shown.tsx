import { type Day, sayDay } from '../../lib/day.ts';
import { Tag } from '../../ui/components/tag.tsx';
import type { Tone } from '../../ui/types.ts';
import type { PolicyLaw } from './law.ts';
import { decisionOn, isExpiring, STANDINGS, type Standing, standingOn } from './rules/standing.ts';
import type { DocumentRow } from './store/index.ts';

const TONES: Readonly<Record<Standing, { tone: Tone; icon: 'check-circle' | 'calendar' | 'edit' | 'close' }>> = {
  valid: { tone: 'good', icon: 'check-circle' },
  future: { tone: 'help', icon: 'calendar' },
  amended: { tone: 'help', icon: 'edit' },
  repealed: { tone: 'bad', icon: 'close' },
  lapsed: { tone: 'bad', icon: 'close' },
  void: { tone: 'bad', icon: 'close' },
};

/** Status as icon and word; a document that ends within half a year says when. */
export const StandingTag = ({ d, today, law }: { d: DocumentRow; today: Day; law: PolicyLaw }) => {
  const s = standingOn(d, today);
  const ends = d.untilOn && isExpiring(d, today, law.expiryLook(today)) ? d.untilOn : undefined;
  return (
    <span class="nobr">
      <Tag tone={ends ? 'warn' : TONES[s].tone} icon={ends ? undefined : TONES[s].icon}>
        {ends ? `${ends}到期` : STANDINGS[s]}
      </Tag>
    </span>
  );
};

/** Why it stands there: the decision with its reason and number, or the dates. */
export function whyStanding(d: DocumentRow, today: Day): string {
  const s = standingOn(d, today);
  const decided = decisionOn(d, today) !== undefined;
  if (decided && d.decidedOn && d.reason.startsWith(sayDay(d.decidedOn)))
    return [d.reason, STANDINGS[s], d.statusDoc].filter(Boolean).join('，');
  if (decided && d.decidedOn)
    return [`${sayDay(d.decidedOn)}起${STANDINGS[s]}`, d.reason, d.statusDoc].filter(Boolean).join('，');
  if (s === 'lapsed' && d.untilOn) return `有效期到${sayDay(d.untilOn)}，没有延续，自动失效`;
  if (s === 'future' && d.fromOn) return `${sayDay(d.fromOn)}起施行`;
  if (d.fromOn && d.untilOn) return `${sayDay(d.fromOn)}起施行，有效期至${sayDay(d.untilOn)}`;
  if (d.fromOn) return `${sayDay(d.fromOn)}起施行，没有写有效期`;
  return '没有写施行日期和有效期，按现行有效列';
}

export const EVENT_NAMES: Readonly<Record<string, string>> = {
  added: '入账',
  amended: '已修改',
  repealed: '废止',
  void: '宣布失效',
  keep: '清理后继续有效',
  amend: '清理后要修改',
  prolonged: '评估后延期',
};
