import type { Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button } from '../../ui/components/button.tsx';
import { Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import type { Erasure } from '../publication/index.ts';
import type { ShownMention } from './mentions.ts';

const idOf = (m: ShownMention): string => `${m.place}-${m.ref}`.replace(/[^A-Za-z0-9-]/g, '-');

const Row = ({ c, e, m, unitId }: { c: Req; e: Erasure; m: ShownMention; unitId: string }) => {
  const allowed = may(c.system.permissions, c.actor, 'erasure:ask', m.unitId ?? unitId);
  const mine = c.form.text('place') === m.place && c.form.text('ref') === m.ref;
  return (
    <li>
      <p>
        <b>{m.placeName}</b>，{`有${m.words}个姓名或号码`}
        {allowed && m.remark.href && (
          <>
            ，<a href={m.remark.href}>打开看</a>
          </>
        )}
      </p>
      {!allowed && <p class="panel-row-note">是别的单位的，由那个单位或政务公开办看。</p>}
      {allowed && m.state === 'open' && <blockquote class="mention-text">{m.remark.text.slice(0, 400)}</blockquote>}
      {m.state !== 'open' && (
        <p>
          {`✓ ${m.decidedOn}，${m.decidedLabel}：`}
          {m.state === 'forgotten' ? '换成了“（内容已删除）”' : `留着，${m.note}`}
        </p>
      )}
      {allowed && m.state === 'open' && (
        <form method="post" action={`/console/erasures/${e.id}/mentions`}>
          <input type="hidden" name="place" value={m.place} />
          <input type="hidden" name="ref" value={m.ref} />
          {m.mayForget && (
            <Button name="act" value="forget" small>
              整段换成“（内容已删除）”
            </Button>
          )}
          <Textarea
            id={`mention-${idOf(m)}`}
            name="note"
            label={`为什么留着：${m.placeName}`}
            hint="例：同名的是另一个人；已在那一页改好。不要写姓名和号码。"
            value={mine ? c.form.text('note') : ''}
            rows={2}
          />
          <Button name="act" value="keep" small>
            看过了，留着
          </Button>
        </form>
      )}
    </li>
  );
};

/** Places where people had typed names or numbers of the erased text, each to be looked at once. */
export const MentionsPanel = ({
  c,
  e,
  unitId,
  mentions,
}: {
  c: Req;
  e: Erasure;
  unitId: string;
  mentions: readonly ShownMention[];
}) =>
  mentions.length === 0 ? null : (
    <Panel
      title="别处也写到的姓名和号码"
      id="mentions"
      note={`${mentions.filter((m) => m.state === 'open').length}处还没看`}
    >
      <p>删的时候，系统在大家随手写的理由、经过和提问里找过同样的姓名和号码。认得的不一定都是，请逐处看一眼。</p>
      <ul class="plain-list">
        {mentions.map((m) => (
          <Row key={`${m.place} ${m.ref}`} {...{ c, e, m, unitId }} />
        ))}
      </ul>
    </Panel>
  );
