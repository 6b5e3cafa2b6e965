import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import type { Carrier, CatalogueItem, Timing, TimingRule } from './types.ts';

/** What a unit may say differently from the national catalogue. Absent: as the catalogue has it. */
export type Change = {
  content?: string;
  timing?: Timing;
  /** Words of the timing that nobody understood. */
  unread?: readonly string[];
  carriers?: readonly Carrier[];
};

type After = Extract<TimingRule, { kind: 'after' }>;
type Every = Extract<TimingRule, { kind: 'every' }>;

const RANK = { year: 12, half: 6, quarter: 3, month: 1 } as const;
/** The least number of days of each kind that a month holds; a rest more is left to the safe side. */
const IN_MONTH = { day: 28, workday: 15, month: 1 } as const;

/** Whether one period surely ends no later than another that starts on the same day. */
export function noLonger(own: Pick<After, 'number' | 'unit'>, law: Pick<After, 'number' | 'unit'>): boolean {
  if (own.unit === law.unit) return own.number <= law.number;
  // n days are over before n working days are.
  if (own.unit === 'day' && law.unit === 'workday') return own.number <= law.number;
  if (law.unit === 'month') return own.number <= law.number * IN_MONTH[own.unit];
  return false;
}

const dayOf = (r: Every): number => (r.month ?? 0) * 100 + (r.day ?? (r.month ? 31 : 9999));

function noRarer(own: Every, law: Every): boolean {
  if (RANK[own.cycle] !== RANK[law.cycle]) return RANK[own.cycle] < RANK[law.cycle];
  return dayOf(own) <= dayOf(law);
}

/** Whether the unit's rules keep what one rule of the law asks: the same or less time, the same or more often. */
export function keeps(law: TimingRule, own: readonly TimingRule[], firstWorkdays: number): boolean {
  return own.some((o) => {
    if (law.kind === 'shown') return o.kind === 'shown' && noLonger(law, o);
    if (o.kind === 'shown') return false;
    // At once satisfies every limit; a cycle is another thing, it wants a new piece each time.
    if (o.kind === 'live') return law.kind !== 'every';
    if (law.kind === 'after') return o.kind === 'after' && (o.only ?? law.only) === law.only && noLonger(o, law);
    if (law.kind === 'every') return o.kind === 'every' && noRarer(o, law);
    if (law.kind === 'prompt')
      return (
        o.kind === 'prompt' ||
        (o.kind === 'after' && !o.only && noLonger(o, { number: firstWorkdays, unit: 'workday' }))
      );
    if (law.kind === 'standing') return o.kind === 'standing' || o.kind === 'prompt';
    return false;
  });
}

const TIME = '政府信息公开条例第二十六条；公开目录的时限只能缩短，不能延长';

/** A unit may be stricter than the catalogue, never laxer: every way in which the change is, with its reason. */
export function mayAdapt(item: CatalogueItem, c: Change, firstWorkdays: number): Ruling<true> {
  const no: Refusal[] = [];
  if (c.content !== undefined && !c.content.trim())
    no.push({ code: 'no_content', basis: '国办发〔2019〕54号：目录至少写明公开内容' });
  if (c.timing) {
    if ((c.unread?.length ?? 0) > 0 || c.timing.rules.length === 0)
      no.push({ code: 'timing_unread', basis: TIME, detail: { text: c.unread?.[0] ?? c.timing.text } });
    else if (!item.timing.rules.every((law) => keeps(law, c.timing?.rules ?? [], firstWorkdays)))
      no.push({ code: 'timing_wider', basis: TIME, detail: { own: c.timing.text, law: item.timing.text } });
  }
  if (c.carriers) {
    if (c.carriers.length === 0) no.push({ code: 'no_carrier', basis: '国办发〔2019〕54号：目录至少写明渠道' });
    else if (item.carriers.includes('政府网站') && !c.carriers.includes('政府网站'))
      no.push({ code: 'no_site', basis: '政府信息公开条例第二十三条、第二十四条' });
  }
  return no.length > 0 ? refuse(no) : allow(true);
}

/** An item may be left out only with a reason that the public can read. */
export function mayDrop(reason: string): Ruling<true> {
  return reason.trim().length >= 4
    ? allow(true)
    : refuse([{ code: 'no_drop_reason', basis: '政府信息公开条例第十九条、第二十条：该公开的不能自行减少' }]);
}

/** What an item of the unit's own making must have: name, content, basis, a timing that can be read, elements. */
export function mayOwn(
  item: Pick<CatalogueItem, 'level2' | 'content' | 'basis' | 'timing' | 'elements' | 'carriers'>,
  unread: readonly string[],
): Ruling<true> {
  const no: Refusal[] = [];
  const basis = '国办发〔2019〕54号：目录至少写明名称、内容、依据、时限、主体、方式、渠道、公开对象';
  if (!item.level2.trim()) no.push({ code: 'own_no_name', basis });
  if (!item.content.trim()) no.push({ code: 'no_content', basis });
  if (item.basis.length === 0) no.push({ code: 'own_no_basis', basis });
  if (unread.length > 0 || item.timing.rules.length === 0)
    no.push({ code: 'timing_unread', basis, detail: { text: unread[0] ?? item.timing.text } });
  if (item.elements.length === 0) no.push({ code: 'own_no_elements', basis });
  if (item.carriers.length === 0) no.push({ code: 'no_carrier', basis });
  return no.length > 0 ? refuse(no) : allow(true);
}
