import { dayIn, sayDay } from '../../lib/day.ts';
import type { Refusal } from '../../lib/ruling.ts';
import type { Req } from '../../platform/http/types.ts';
import { may } from '../../platform/permission.ts';
import { AttachmentList } from '../../ui/components/attachment.tsx';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Checkbox, FileField, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { type Step, StepRow } from '../../ui/components/steps.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import type { SiteColumn, Topic } from '../sites/index.ts';
import { type FieldError, KINDS, sayBasis } from './form.ts';
import { ItemFields, type ItemView } from './item-form.tsx';
import type { PieceState } from './rules.ts';
import { ACT_NAMES, STATE_NAMES, sayRefusal } from './say.ts';
import type { HistoryStep, Piece } from './store.ts';

const TONE: Record<PieceState, 'plain' | 'help' | 'good' | 'warn' | 'bad'> = {
  draft: 'plain',
  submitted: 'help',
  returned: 'warn',
  passed: 'help',
  scheduled: 'help',
  published: 'good',
  discarded: 'plain',
};
export const StateTag = ({ state }: { state: PieceState }) => <Tag tone={TONE[state]}>{STATE_NAMES[state]}</Tag>;

/** `3月31日 16:40`, China time. */
export const sayMoment = (at: Date): string => {
  const d = dayIn(at);
  const hm = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(11, 16);
  return `${Number(d.slice(5, 7))}月${Number(d.slice(8))}日 ${hm}`;
};

export function flowSteps(p: Piece): Step[] {
  const at = { draft: 0, returned: 0, discarded: 0, submitted: 1, passed: 2, scheduled: 3, published: 4 }[p.state];
  const state = (n: number): Step['state'] => (n < at ? 'done' : n === at ? 'current' : 'future');
  return [
    { title: '撰写', note: p.writer, state: state(0) },
    { title: '审核', note: p.reviewer ?? '审核人', state: state(1) },
    { title: '签发', note: p.approver ?? '签发人', state: state(2) },
    {
      title: p.releaseAt && p.state === 'scheduled' ? '定时公开' : '公开',
      note: p.releaseAt ? sayMoment(p.releaseAt) : '签发后立即',
      state: p.state === 'published' ? 'done' : state(3),
    },
  ];
}

export type EditView = {
  c: Req;
  piece: Piece;
  columns: readonly SiteColumn[];
  topics: readonly Topic[];
  history: readonly HistoryStep[];
  refusals?: readonly Refusal[];
  errors?: readonly FieldError[];
  /** The item of the catalogue the piece answers, as its unit has it. */
  item?: ItemView;
  notes?: readonly string[];
  /** The version somebody else saved meanwhile; `piece` then holds what this person wrote. */
  theirs?: Piece;
};

const columnOptions = (columns: readonly SiteColumn[]) =>
  columns.map((col) => ({ value: col.path, text: `${'　'.repeat(col.path.split('/').length - 1)}${col.name}` }));

/** The editor: text at the left, what a piece needs at the right, one form for all. */
export const EditForm = (v: EditView) => {
  const p = v.piece;
  const why = v.refusals?.map((r) => ({ text: `${sayRefusal(r)}（${r.basis}）` })) ?? [];
  return (
    <form class="editor-form" method="post" action={`/console/pieces/${p.id}`} enctype="multipart/form-data" data-guard>
      <input type="hidden" name="seen" value={String(p.version)} />
      <StepRow steps={flowSteps(p)} />
      <ErrorSummary title="没有办成，您写的都在" errors={[...why, ...(v.errors ?? [])]} />
      {(v.notes ?? []).map((n) => (
        <Note tone="help" key={n}>
          <p>{n}</p>
        </Note>
      ))}
      {v.theirs && <Theirs theirs={v.theirs} />}
      {p.state === 'returned' && <LastReturn history={v.history} />}
      <div class="editor-columns">
        <div class="editor-main">
          <Input name="title" label="标题" value={p.title} required />
          <ItemFields piece={p} view={v.item} errors={v.errors} />
          <div class="field">
            <div class="field-label">
              <label for="html">正文</label>
            </div>
            <p class="field-hint" id="html-hint">
              可以直接写，也可以从Word粘贴，或在下面选一个文件读入。
            </p>
            <textarea
              class="input editor-source"
              id="html"
              name="html"
              rows={18}
              aria-describedby="html-hint"
              data-editor
            >
              {p.html}
            </textarea>
          </div>
          <FileField
            name="document"
            label="从文件读入正文"
            hint="Word（.docx）、网页、文本或有文字的PDF，不超过50MB。会替换上面的正文，标题空着时也会填上。"
            accept=".docx,.html,.htm,.txt,.md,.pdf"
            optional
          />
          <Button name="act" value="import" small>
            读入这个文件
          </Button>
          <Textarea
            name="answer"
            label="一两句话说清和群众的关系"
            hint="放在标题下面。例：60岁以上失能老人，每月补300元到800元。"
            value={p.answer}
            rows={2}
            optional
          />
          <AttachmentEditor piece={p} />
        </div>
        <div class="editor-side">
          <Panel title="稿件信息">
            {p.correction !== null && (
              <Textarea
                name="correction"
                label="更正原因"
                hint={`更正登记号${p.no ?? ''}。原因会随件公开。`}
                value={p.correction}
                rows={2}
              />
            )}
            <Select
              name="column"
              label="栏目"
              empty="选一个栏目"
              value={p.columns[0]}
              options={columnOptions(v.columns)}
            />
            <Select
              name="column2"
              label="同时放在"
              empty="不放"
              value={p.columns[1]}
              options={columnOptions(v.columns)}
              optional
            />
            <Select name="kind" label="类别" value={p.kind} options={KINDS.map((k) => ({ value: k, text: k }))} />
            <Input name="docNo" label="发文字号" hint="例：明政规发〔2026〕3号" value={p.docNo} optional />
            <Input name="indexNo" label="索引号" value={p.indexNo} optional />
            <Input
              name="issuedOn"
              label="成文日期"
              hint="例：2026-03-12"
              value={p.issuedOn ?? ''}
              inputmode="numeric"
              optional
              short
            />
            <Textarea
              name="basis"
              label="公开依据"
              hint="一行一条。例：《政府信息公开条例》第二十条第一项"
              value={p.basis.map(sayBasis).join('\n')}
              rows={2}
              optional
            />
            <Input
              name="validFrom"
              label="施行日期"
              value={p.validity?.from ?? ''}
              inputmode="numeric"
              optional
              short
            />
            <Input
              name="validUntil"
              label="有效期至"
              value={p.validity?.until ?? ''}
              inputmode="numeric"
              optional
              short
            />
            <Input
              name="interprets"
              label="解读的是"
              hint="解读稿填：被解读文件的登记号"
              value={p.interprets === null ? '' : String(p.interprets)}
              optional
              short
            />
            <Input name="source" label="信息来源" hint="转载时填" value={p.source} optional />
            {v.topics.length > 0 && (
              <fieldset class="field">
                <legend>专题（可不选）</legend>
                <input type="hidden" name="topicsSent" value="1" />
                {v.topics.map((t) => (
                  <Checkbox
                    key={t.slug}
                    id={`topic-${t.slug}`}
                    name="topic"
                    value={t.slug}
                    label={t.name}
                    checked={p.topics.includes(t.slug)}
                  />
                ))}
              </fieldset>
            )}
          </Panel>
          <HistoryPanel history={v.history} />
        </div>
      </div>
      <div class="action-bar">
        <span class="save-state" data-save-state aria-live="polite">
          {`${sayMoment(p.updatedAt)}由${p.updatedBy}保存`}
        </span>
        <Button name="act" value="save">
          {v.theirs ? '用我的版本保存' : '保存草稿'}
        </Button>
        <Button name="act" value="preview" icon="eye">
          保存并预览
        </Button>
        <Button name="act" value="submit" kind="primary">
          提交审核
        </Button>
      </div>
    </form>
  );
};

const Theirs = ({ theirs }: { theirs: Piece }) => (
  <Note tone="warn">
    <p class="note-title">
      {`${theirs.updatedBy}在${sayMoment(theirs.updatedAt)}也改了这件稿子。您写的都还在下面，没有丢。`}
    </p>
    <details>
      <summary>看对方保存的版本：{theirs.title || '（没有标题）'}</summary>
      <textarea class="input" rows={10} readonly aria-label="对方保存的正文">
        {theirs.html}
      </textarea>
    </details>
    <p>
      要保留您的，按“用我的版本保存”；要用对方的，<a href={`/console/pieces/${theirs.id}`}>打开对方的版本</a>。
    </p>
  </Note>
);

const LastReturn = ({ history }: { history: readonly HistoryStep[] }) => {
  const last = history.findLast((h) => h.act === 'return');
  return last ? (
    <Note tone="warn">
      <p class="note-title">{`${last.actorLabel}在${sayMoment(last.at)}退回，意见：`}</p>
      <p>{last.remark}</p>
    </Note>
  ) : null;
};

const AttachmentEditor = ({ piece: p }: { piece: Piece }) => (
  <fieldset class="field">
    <legend>附件</legend>
    {p.attachments.map((a) => (
      <Checkbox
        key={a.sha256}
        id={`keep-${a.sha256.slice(0, 12)}`}
        name="keep"
        value={a.sha256}
        label={`${a.name}（${saySize(a.size)}）`}
        checked
      />
    ))}
    {p.attachments.length > 0 && <p class="field-hint">去掉勾再保存，就不带这个附件。</p>}
    <input type="hidden" name="attachmentsSent" value="1" />
    <FileField name="attachment" label="加附件" hint="PDF、Word、Excel、图片等，每个不超过50MB。" multiple optional />
  </fieldset>
);

export const saySize = (n: number): string =>
  n < 1024 * 1024 ? `${Math.max(1, Math.round(n / 1024))}KB` : `${(n / 1024 / 1024).toFixed(1)}MB`;

export const HistoryPanel = ({ history }: { history: readonly HistoryStep[] }) => (
  <Panel title="经过">
    <PanelRows
      rows={history.map((h) => ({
        main: `${ACT_NAMES[h.act]}　${h.actorLabel}`,
        note: [sayMoment(h.at), h.remark].filter(Boolean).join('　'),
      }))}
    />
  </Panel>
);

export type ReadView = {
  c: Req;
  piece: Piece;
  history: readonly HistoryStep[];
  refusals?: readonly Refusal[];
  remark?: string;
  columnNames: string[];
  at?: string;
};

/** A piece that this person reads rather than writes: the text as it will be, and the decisions that are theirs. */
export const PieceView = (v: ReadView) => {
  const p = v.piece;
  const allowed = (what: string): boolean => may(v.c.system.permissions, v.c.actor, what, p.unitId);
  const reviews = p.state === 'submitted' && allowed('piece:review');
  const releases = (p.state === 'passed' || p.state === 'scheduled') && allowed('piece:release');
  return (
    <>
      <StepRow steps={flowSteps(p)} />
      <ErrorSummary
        title="现在还不能这样做"
        errors={(v.refusals ?? []).map((r) => ({ text: `${sayRefusal(r)}（${r.basis}）` }))}
      />
      <div class="editor-columns">
        <div class="editor-main">
          <article class="piece-text prose">
            <p class="doc-title">{p.title}</p>
            {p.answer && <p class="answer">{p.answer}</p>}
            <div dangerouslySetInnerHTML={{ __html: p.html }} />
          </article>
          {p.attachments.length > 0 && (
            <AttachmentList
              items={p.attachments.map((a) => ({
                name: a.name,
                href: `/console/pieces/${p.id}/files/${a.sha256}`,
                type: a.type,
                size: saySize(a.size),
              }))}
            />
          )}
        </div>
        <div class="editor-side">
          {(reviews || releases) && <Decide v={v} reviews={reviews} releases={releases} />}
          {p.state === 'submitted' && allowed('piece:write') && (
            <Panel title="还没有审">
              <StepForm p={p} act="take_back" label="收回修改" />
            </Panel>
          )}
          {p.state === 'published' && p.no !== null && (
            <Panel title="已公开">
              <p>
                登记号{p.no}，<a href={`/p/${p.no}`}>打开公开的页面</a>
              </p>
              <ButtonLink href={`/console/works/${p.no}`}>更正或撤下</ButtonLink>
            </Panel>
          )}
          <Panel title="稿件信息">
            <PanelRows
              rows={(
                [
                  ['栏目', v.columnNames.join('、') || '还没选'],
                  ['类别', p.kind],
                  ['发文字号', p.docNo],
                  ['成文日期', p.issuedOn ? sayDay(p.issuedOn) : ''],
                  ['公开依据', p.basis.map(sayBasis).join('；')],
                  ['更正原因', p.correction ?? ''],
                ] as const
              )
                .filter(([, value]) => value)
                .map(([label, value]) => ({ main: value, note: label }))}
            />
          </Panel>
          <HistoryPanel history={v.history} />
        </div>
      </div>
    </>
  );
};

const StepForm = ({
  p,
  act,
  label,
  kind,
}: {
  p: Piece;
  act: string;
  label: string;
  kind?: 'primary' | 'secondary' | 'danger';
}) => (
  <form method="post" action={`/console/pieces/${p.id}/step`}>
    <input type="hidden" name="seen" value={String(p.version)} />
    <Button name="act" value={act} kind={kind ?? 'secondary'}>
      {label}
    </Button>
  </form>
);

const Decide = ({ v, reviews, releases }: { v: ReadView; reviews: boolean; releases: boolean }) => (
  <Panel title={reviews ? '审核' : '签发'}>
    <form method="post" action={`/console/pieces/${v.piece.id}/step`}>
      <input type="hidden" name="seen" value={String(v.piece.version)} />
      {releases && (
        <>
          <Button name="act" value="release" kind="primary" wide>
            现在公开
          </Button>
          <Input name="at" label="或者定个时间公开" type="datetime-local" value={v.at} optional />
          <Button name="act" value="schedule">
            到时公开
          </Button>
          {v.piece.state === 'scheduled' && (
            <Button name="act" value="unschedule">
              取消定时
            </Button>
          )}
        </>
      )}
      {reviews && (
        <Button name="act" value="pass" kind="primary" wide>
          审核通过，交签发
        </Button>
      )}
      <Textarea
        name="remark"
        label="退回意见"
        hint="退回时必须写：哪一处，改成什么。"
        value={v.remark}
        rows={3}
        optional
      />
      <Button name="act" value="return" kind="danger">
        退回修改
      </Button>
    </form>
  </Panel>
);
