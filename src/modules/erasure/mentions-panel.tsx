import type { Req } from '../../platform/http/types.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import type { Erasure } from '../publication/index.ts';
import { type Search, searchOf } from './looking.ts';
import { mentionsOf } from './mentions.ts';
import { mayLook } from './places.ts';

export type MentionsSummary = { search: Search; open: number; mine: number; all: number };

/** How many places were found and who is to look; undefined when there was nothing to look for. */
export async function mentionsSummary(c: Req, erasureId: string): Promise<MentionsSummary | undefined> {
  const search = await searchOf(c.system.db, erasureId);
  if (!search) return undefined;
  const all = await mentionsOf(c.system, erasureId);
  const open = all.filter((m) => m.state === 'open');
  const mine = (m: (typeof all)[number]): boolean => mayLook(c.system.permissions, c.actor, m.at, m.remark.unitId);
  return { search, open: open.length, mine: open.filter(mine).length, all: all.length };
}

/** What is said of the looking itself, whoever reads it. */
export function saySearch(search: Search, all: number): string {
  if (search.state === 'waiting') return '正在大家随手写的理由、经过和提问里找同样的姓名和号码，找完会列在待办里。';
  if (search.state === 'unreadable')
    return '备份恢复时换了密钥，系统不知道要找哪些姓名和号码了。请按线下留的材料自己找一遍。';
  if (all === 0) return '在大家随手写的理由、经过和提问里找过，没有写到同样的姓名和号码。';
  return search.more > 0
    ? `写到的地方太多，只列出${all}处，另有${search.more}处没有列出，多半是同名的。`
    : '删了以后，系统在大家随手写的理由、经过和提问里找过同样的姓名和号码。认得的不一定都是，请逐处看一眼。';
}

/** On the page of an erasure: how many places are still to be looked at, and by whom. */
export const MentionsPanel = ({ e, summary: s }: { e: Erasure; summary: MentionsSummary }) => (
  <Panel title="别处也写到的姓名和号码" id="mentions" note={s.open > 0 ? `${s.open}处还没看` : undefined}>
    <p>{saySearch(s.search, s.all)}</p>
    {s.mine > 0 && <ButtonLink href={`/console/erasures/${e.id}/mentions`}>{`去看您能看的${s.mine}处`}</ButtonLink>}
    {s.open > s.mine && (
      <p class="panel-row-note">{`${s.open - s.mine}处由写在哪个单位的签发人或政务公开办看，已列入他们的待办。`}</p>
    )}
  </Panel>
);
