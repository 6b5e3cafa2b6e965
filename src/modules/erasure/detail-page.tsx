import { dayIn, sayDay } from '../../lib/day.ts';
import { minuteOf } from '../../lib/moments.ts';
import type { Refusal } from '../../lib/ruling.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { FactRows } from '../../ui/components/section.tsx';
import { consoleShell } from '../org/index.ts';
import { type Erasure, leakName, type OpenedWork, type ShownFile, shownFiles } from '../publication/index.ts';
import { errorsOf } from './form-page.tsx';
import { inOrder, noticeOf } from './law.ts';
import { MentionsPanel, mentionsSummary } from './mentions-panel.tsx';
import { STATE_NAMES, sayScope } from './say.ts';
import { type Notice, noticesOf } from './store.ts';

const Facts = ({ e }: { e: Erasure }) => (
  <FactRows
    rows={[
      { label: '要删的', value: sayScope(e) },
      { label: '泄露的是', value: leakName(e.kind) },
      { label: '情况说明', value: e.reason },
      { label: '对外的原因', value: e.publicReason },
      { label: '提出', value: `${e.askedLabel}，${minuteOf(e.askedAt)}` },
      {
        label: '定以前',
        value: e.hides ? '读者看不到' : '读者还看得到',
      },
      ...(e.decidedAt
        ? [{ label: e.state === 'done' ? '定了删' : '定了不删', value: `${e.decidedLabel}，${minuteOf(e.decidedAt)}` }]
        : []),
      ...(e.refusal ? [{ label: '不删的原因', value: e.refusal }] : []),
    ]}
  />
);

/** What is to go, to be opened before deciding: readers cannot see it any more, staff of the unit can. */
const Look = ({ e, work, files }: { e: Erasure; work: OpenedWork; files: readonly ShownFile[] }) => {
  const versions = work.editions.map((x) => x.version).filter((v) => e.whole || e.versions.includes(v));
  const own = files.filter(
    (f) => e.whole || e.files.includes(f.sha256) || f.versions.some((v) => e.versions.includes(v)),
  );
  return (
    <Panel title="要删的" note="只给本单位和政务公开办核查的人看">
      <PanelRows
        rows={[
          ...versions.map((v) => ({ main: <a href={`/console/erasures/${e.id}/look/${v}`}>打开第{v}版</a> })),
          ...own.map((f) => ({
            main: <a href={`/console/erasures/${e.id}/files/${f.sha256}`}>{f.name}</a>,
            note:
              f.elsewhere.length > 0 ? `登记号${f.elsewhere.join('、')}也有同一个附件，那里要另外处置。` : undefined,
          })),
        ]}
      />
    </Panel>
  );
};

/** The second person decides; the first is told why it cannot be them. */
const Decision = ({ c, e }: { c: Req; e: Erasure }) => (
  <Panel title="由您定">
    <p>先打开上面要删的核对，再定。删了收不回来：各处的内容和盐一起删掉，登记号和指纹留下。</p>
    <form method="post" action={`/console/erasures/${e.id}/confirm`} class="btn-row">
      <Button
        kind="danger"
        icon="trash"
        confirm={`登记号${e.no}的${sayScope(e)}会在各处删掉，收不回来。删掉吗？`}
        unavailable={e.askedBy === c.actor.id ? '是您提出的，要由本单位签发人或政务公开办的另一个人定。' : undefined}
      >
        删掉这些内容
      </Button>
    </form>
  </Panel>
);

const NotErased = ({ c, e }: { c: Req; e: Erasure }) => (
  <Panel title="或者不删">
    <form method="post" action={`/console/erasures/${e.id}/refuse`}>
      <Textarea
        name="refusal"
        label="不删的原因"
        hint="提出的人会看到。例：名单是依法公示的，号码已经遮盖。"
        value={c.form.text('refusal')}
        rows={2}
      />
      <Button>{e.hides ? '不删，恢复查看' : '不删'}</Button>
    </form>
  </Panel>
);

const NoticeRow = ({ c, e, n }: { c: Req; e: Erasure; n: Notice }) => {
  const rule = noticeOf(n.code, dayIn(e.decidedAt ?? e.askedAt));
  const typed = c.form.text('code') === n.code ? c.form.text('note') : '';
  return (
    <li>
      <p>
        <b>{rule?.who ?? n.code}</b>，最晚{sayDay(n.due)}
      </p>
      <p>{rule?.what}</p>
      <p class="panel-row-note">
        {rule?.basis}
        {rule &&
          rule.mark !== 'confirmed' &&
          `（${rule.mark === 'known' ? '条文没有逐字核对' : '本地做法或没有核对'}）`}
      </p>
      {n.doneOn ? (
        <p>
          ✓ {n.doneOn}，{n.doneLabel}：{n.note}
        </p>
      ) : (
        <form method="post" action={`/console/erasures/${e.id}/notices`} class="inline-form">
          <input type="hidden" name="code" value={n.code} />
          <Textarea
            id={`note-${n.code}`}
            name="note"
            label={`怎么告知的：${rule?.who ?? n.code}`}
            hint="不要写姓名和号码。"
            value={typed}
            rows={2}
          />
          <Button small>记为已告知</Button>
        </form>
      )}
    </li>
  );
};

/** `/console/erasures/:id`: one request from asking to the last notice. */
export async function detailPage(
  c: Req,
  e: Erasure,
  work: OpenedWork,
  refusals: readonly Refusal[] = [],
  status = 200,
): Promise<Answer> {
  const notices = inOrder(await noticesOf(c.system.db, e.id));
  const mentions = e.state === 'done' ? await mentionsSummary(c, e.id) : undefined;
  const files = e.state === 'asked' ? await shownFiles(c.system.db, e.no) : [];
  const decides = may(c.system.permissions, c.actor, 'erasure:decide', work.work.unitId);
  return consoleShell(c, {
    current: '/console/erasures',
    title: `泄露处置：登记号${e.no}`,
    lead: STATE_NAMES[e.state],
    breadcrumbs: [{ text: '泄露处置', href: '/console/erasures' }],
    actions: <ButtonLink href={`/console/erasures/${e.id}/report`}>谁可能看到过</ButtonLink>,
    status,
    children: (
      <>
        <ErrorSummary title={refusals.length > 0 ? '现在还不能这样做' : undefined} errors={errorsOf(refusals)} />
        {e.state === 'asked' && (
          <Note tone="warn" title="等第二个人定。">
            <p>提出和定不能是同一个人。定的人是本单位签发人或政务公开办。</p>
          </Note>
        )}
        {e.state === 'done' && (
          <Note tone="good" title="各处的内容已经删掉。">
            <p>
              <a href={`/p/${e.no}`}>看读者现在看到的页面</a>
            </p>
          </Note>
        )}
        {/^[1-9]\d{0,3}$/.test(c.query.get('behind') ?? '') && (
          <Note tone="bad" title={`还有${c.query.get('behind')}个网页进程没有回话。`}>
            <p>它们可能还留着旧页面。请运维人员重启网站，再打开公开的页面看一遍。</p>
          </Note>
        )}
        <Panel
          title="这份处置"
          foot={
            <>
              <a href={`/console/works/${e.no}`}>看这一件</a>
              <a href={`/p/${e.no}`}>公开的页面</a>
            </>
          }
        >
          <Facts e={e} />
        </Panel>
        {e.state === 'asked' && <Look e={e} work={work} files={files} />}
        {e.state === 'asked' && decides && (
          <>
            <Decision c={c} e={e} />
            <NotErased c={c} e={e} />
          </>
        )}
        {mentions && <MentionsPanel e={e} summary={mentions} />}
        {notices.length > 0 && (
          <Panel
            id="notices"
            title="要告知谁"
            note={`还有${notices.filter((n) => !n.doneOn).length}项没办，在待办里催到办完`}
          >
            <ul class="plain-list">
              {notices.map((n) => (
                <NoticeRow key={n.code} c={c} e={e} n={n} />
              ))}
            </ul>
          </Panel>
        )}
      </>
    ),
  });
}
