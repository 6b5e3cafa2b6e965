import type { Refusal } from '../../lib/ruling.ts';
import { AppError } from '../../platform/errors.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { consoleShell } from '../org/index.ts';
import { erasureById, leakName } from '../publication/index.ts';
import { errorsOf } from './form-page.tsx';
import { searchOf } from './looking.ts';
import { decideMention, mentionsOf, type ShownMention } from './mentions.ts';
import { saySearch } from './mentions-panel.tsx';
import { mayLook } from './places.ts';

const idOf = (m: ShownMention): string => `${m.place}-${m.ref}`.replace(/[^A-Za-z0-9-]/g, '-');

const Decision = ({ c, m, erasureId }: { c: Req; m: ShownMention; erasureId: string }) => {
  const mine = c.form.text('place') === m.place && c.form.text('ref') === m.ref;
  return (
    <form method="post" action={`/console/erasures/${erasureId}/mentions`}>
      <input type="hidden" name="place" value={m.place} />
      <input type="hidden" name="ref" value={m.ref} />
      {m.at.forget && (
        <Button name="act" value="forget" small>
          整段换成“（内容已删除）”
        </Button>
      )}
      <Textarea
        id={`mention-${idOf(m)}`}
        name="note"
        label={`为什么留着：${m.at.place}`}
        hint="例：同名的是另一个人；已在那一页改好。不要写姓名和号码。"
        value={mine ? c.form.text('note') : ''}
        rows={2}
      />
      <Button name="act" value="keep" small>
        看过了，留着
      </Button>
    </form>
  );
};

const Row = ({ c, m, erasureId }: { c: Req; m: ShownMention; erasureId: string }) => (
  <li>
    <p>
      <b>{m.at.place}</b>，{`有${m.words}个姓名或号码`}
      {m.remark.href && (
        <>
          ，<a href={m.remark.href}>打开看</a>
        </>
      )}
    </p>
    {m.state === 'open' ? (
      <>
        <blockquote class="mention-text">{m.remark.text.slice(0, 400)}</blockquote>
        <Decision c={c} m={m} erasureId={erasureId} />
      </>
    ) : (
      <p>
        {`✓ ${m.decidedOn}，${m.decidedLabel}：`}
        {m.state === 'forgotten' ? '换成了“（内容已删除）”' : `留着，${m.note}`}
      </p>
    )}
  </li>
);

/**
 * `/console/erasures/:id/mentions`: places where people had typed names or numbers of an erased text, each to be looked at once.
 * Of the erasure it says nothing but its number: who looks may be of another unit.
 */
export async function mentionsPage(c: Req, refusals: readonly Refusal[] = [], status = 200): Promise<Answer> {
  const e = await erasureById(c.system.db, c.params.id ?? '');
  const search = e && (await searchOf(c.system.db, e.id));
  if (!e || !search) throw new AppError('not_found', c.path);
  const all = await mentionsOf(c.system, e.id);
  const mine = all.filter((m) => mayLook(c.system.permissions, c.actor, m.at, m.remark.unitId));
  if (mine.length === 0) throw new AppError('forbidden', c.path);
  const open = mine.filter((m) => m.state === 'open').length;
  const others = all.filter((m) => m.state === 'open').length - open;
  return consoleShell(c, {
    current: '/console/erasures',
    title: `别处也写到的：登记号${e.no}的泄露`,
    lead: `泄露的是${leakName(e.kind)}。${saySearch(search, all.length)}`,
    breadcrumbs: [{ text: '泄露处置', href: '/console/erasures' }],
    status,
    children: (
      <>
        <ErrorSummary title={refusals.length > 0 ? '现在还不能这样做' : undefined} errors={errorsOf(refusals)} />
        <Panel title="逐处看一眼" note={open > 0 ? `${open}处还没看` : '都看过了'}>
          <ul class="plain-list">
            {mine.map((m) => (
              <Row key={`${m.place} ${m.ref}`} c={c} m={m} erasureId={e.id} />
            ))}
          </ul>
          {others > 0 && <p class="panel-row-note">{`另有${others}处由写在哪个单位的签发人或政务公开办看。`}</p>}
        </Panel>
      </>
    ),
  });
}

export async function decideOne(c: Req): Promise<Answer> {
  const of = (name: string): string => c.form.text(name);
  const id = c.params.id ?? '';
  const out = await decideMention(
    c.system,
    c.actor,
    { id, place: of('place'), ref: of('ref'), act: of('act'), note: of('note') },
    c.requestId,
  );
  return out.ok ? seeOther(`/console/erasures/${id}/mentions`) : mentionsPage(c, out.refusals, 422);
}
