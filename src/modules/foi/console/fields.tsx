import type { Day } from '../../../lib/day.ts';
import type { Req } from '../../../platform/http/types.ts';
import { Input, Select, Textarea } from '../../../ui/components/form.tsx';
import { PARTY_NAMES } from '../names.ts';
import type { Act } from '../rules/life.ts';
import type * as store from '../store/index.ts';
import type { Work } from '../work.ts';

/** What the forms of a case need to know. */
export type FormView = {
  c: Req;
  w: Work;
  today: Day;
  units: readonly { id: string; name: string }[];
  disputes: readonly store.Dispute[];
  objections: readonly store.Objection[];
  /** Names of parties, where this person may see them and asked to. */
  partyNames: ReadonlyMap<string, string>;
  /** The applicant's n-th request of the month, and what it would cost by request. */
  nth: { n: number; yuan: number };
  correctBy: Day;
  /** The act that was just refused: its form shows what was typed. */
  tried: Act | undefined;
};

export const partyLabel = (v: Pick<FormView, 'w' | 'partyNames'>, id: string): string => {
  const all = v.w.parties;
  const p = all.find((x) => x.id === id);
  if (!p) return '';
  const same = all.filter((x) => x.kind === p.kind);
  return v.partyNames.get(id) ?? `${PARTY_NAMES[p.kind]}${same.length > 1 ? same.indexOf(p) + 1 : ''}`;
};

/** Fields of one act: ids begin with the act, so that twenty forms can stand on one page; what was typed comes back. */
export function fieldsOf(v: FormView, act: Act) {
  const typed = (name: string, start = ''): string => (v.tried === act ? v.c.form.text(name) : start);
  const id = (name: string): string => `${act}-${name}`;
  return {
    typed,
    id,
    line: (
      name: string,
      label: string,
      o: { hint?: string; start?: string; short?: boolean; optional?: boolean } = {},
    ) => (
      <Input
        name={name}
        id={id(name)}
        label={label}
        hint={o.hint}
        value={typed(name, o.start)}
        short={o.short}
        optional={o.optional}
        autocomplete="off"
      />
    ),
    day: (name: string, label: string, start: Day, hint?: string) => (
      <Input name={name} id={id(name)} label={label} hint={hint ?? '例：2026-03-02'} value={typed(name, start)} short />
    ),
    words: (
      name: string,
      label: string,
      o: { hint?: string; start?: string; rows?: number; optional?: boolean } = {},
    ) => (
      <Textarea
        name={name}
        id={id(name)}
        label={label}
        hint={o.hint}
        value={typed(name, o.start)}
        rows={o.rows ?? 3}
        optional={o.optional}
      />
    ),
    select: (
      name: string,
      label: string,
      options: { value: string; text: string }[],
      o: { empty?: string; start?: string } = {},
    ) => (
      <Select name={name} id={id(name)} label={label} options={options} empty={o.empty} value={typed(name, o.start)} />
    ),
  };
}
