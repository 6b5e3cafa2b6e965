import { Choices } from '../../../ui/components/form.tsx';
import { applicantsIn } from './rules/frequent.ts';
import type * as store from './store/frequent.ts';

export const STATES: Record<store.FrequentState, { text: string; tone: 'warn' | 'help' | 'plain' | 'good' }> = {
  offered: { text: '等人看是不是同一项', tone: 'warn' },
  confirmed: { text: '该主动公开', tone: 'help' },
  dismissed: { text: '不是同一项', tone: 'plain' },
  published: { text: '已经主动公开', tone: 'good' },
};
const LONGEST = 60;
export const shorten = (t: string): string => (t.length > LONGEST ? `${t.slice(0, LONGEST)}…` : t);

export const counted = (list: readonly store.Member[]): string =>
  `${applicantsIn(list)}位不同的申请人，${list.length}件申请。`;

export const about = (m: store.Member): string =>
  `${m.no}　${m.receivedOn}收到　${m.closedOn ? `${m.closedOn}办结` : '还在办'}　相像${Math.round(m.likeness * 100)}%`;

/** The cases to tick; what was on the page goes along, so that nothing is said of what came meanwhile. */
export const Members = ({
  members,
  chosen,
  error,
}: {
  members: readonly store.Member[];
  chosen: readonly string[];
  error?: string | undefined;
}) => (
  <>
    {members.map((m) => (
      <input key={m.requestId} type="hidden" name="seen" value={m.requestId} />
    ))}
    <Choices
      name="same"
      kind="checkbox"
      legend={<span class="sr-only">哪些是同一项</span>}
      error={error}
      chosen={[...chosen]}
      options={members.map((m) => ({
        value: m.requestId,
        text: shorten(m.wanted),
        hint: about(m),
      }))}
    />
  </>
);
