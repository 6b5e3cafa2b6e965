import type { ComponentChildren, VNode } from 'preact';
import type { Refusal } from '../../lib/ruling.ts';
import { type MarkAt, markHtml } from '../../platform/documents/index.ts';
import type { Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { StepRow } from '../../ui/components/steps.tsx';
import type { SiteColumn, Topic } from '../sites/index.ts';
import type { Carried } from './carried.ts';
import { AttachmentFields, AttachmentLine, InfoPanel, ReadInPanel } from './editor-fields.tsx';
import { ExplanationFields, explains } from './explanation-form.tsx';
import { FindingsPanel, GateLine, WhyBlocked } from './findings-panel.tsx';
import type { FieldError } from './form.ts';
import type { Gate } from './gate.ts';
import { ItemFields, type ItemView } from './item-form.tsx';
import { flowSteps, HistoryPanel, reasonsOf, sayMoment } from './pages.tsx';
import { blocking } from './rules/findings.ts';
import type { HistoryStep, Piece } from './store.ts';

export type EditView = {
  c: Req;
  piece: Piece;
  columns: readonly SiteColumn[];
  topics: readonly Topic[];
  history: readonly HistoryStep[];
  gate: Gate;
  /** What the piece lacks before others spend time on it. */
  lacks: readonly Refusal[];
  refusals?: readonly Refusal[];
  errors?: readonly FieldError[];
  notes?: readonly string[];
  /** The version somebody else saved meanwhile; `piece` then holds what this person wrote. */
  theirs?: Piece;
  /** The reason for handing it on with errors, as it was typed. */
  inSpite?: string;
  /** The item of the catalogue the piece answers, as its unit has it. */
  item?: ItemView;
  /** Attachments that stand in the form and not in the piece yet, signed. */
  carried?: Carried;
  /** Boxes that other modules add to what is said of an explained policy. */
  drawn?: readonly VNode[];
};

/** The form lies around the page; the buttons of its head stand outside and name it. */
const FORM = 'piece-form';

/** What it answers, and in words what is saved: `公开目录 高龄津贴 04-03 · 要素7项已填6项 · 11:42已自动保存`. */
export const EditLead = ({ piece: p, item }: { piece: Piece; item: ComponentChildren }) => (
  <span class="edit-lead">
    <span data-item-line>{item}</span>
    <span aria-hidden="true"> · </span>
    <span data-save-state aria-live="polite">
      {`${sayMoment(p.updatedAt)}由${p.updatedBy}保存`}
    </span>
  </span>
);

export const isBlocked = (gate: Gate, lacks: readonly Refusal[]): boolean =>
  blocking(gate.findings).length + lacks.length > 0;

/** Preview and submission, beside the title. */
export const EditActions = ({ blocked }: { blocked: boolean }) => (
  <>
    {/* The first button of a form is what Enter in a field presses: it saves, and never mends or submits. */}
    <button type="submit" name="act" value="save" form={FORM} class="sr-only" tabindex={-1}>
      保存
    </button>
    <Button name="act" value="preview" form={FORM}>
      预览
    </Button>
    <Button
      name="act"
      value="submit"
      id="submit-piece"
      kind="primary"
      form={FORM}
      blockedBy={blocked ? 'gate-line' : undefined}
    >
      提交审核
    </Button>
  </>
);

/** The editor: the text as the page it will be, what was found beside it, what a piece needs below. One form for all. */
export const EditForm = (v: EditView) => {
  const p = v.piece;
  const aside = (field: string): string => v.c.form.text(field) || (p.unread[field] ?? '');
  const why = reasonsOf(v.refusals ?? [], (key) => v.gate.findings.find((f) => f.key === key)?.n);
  return (
    <form
      class="editor-form"
      id={FORM}
      method="post"
      action={`/console/pieces/${p.id}`}
      enctype="multipart/form-data"
      data-guard
      data-conflict={v.theirs ? '' : undefined}
    >
      <input type="hidden" name="seen" value={String(p.version)} />
      <div class="edit-flow">
        <StepRow steps={flowSteps(p)} />
        <div id="gate-line" data-gate aria-live="polite">
          <GateLine gate={v.gate} lacks={v.lacks} />
        </div>
      </div>
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
          <Paper piece={p} gate={v.gate} />
        </div>
        <div class="editor-side">
          <div data-findings>
            <FindingsPanel gate={v.gate} pieceId={p.id} mode="edit" typed={aside} />
          </div>
          <div data-why>
            <WhyBlocked gate={v.gate} lacks={v.lacks} inSpite={v.inSpite || aside('inSpite')} />
          </div>
        </div>
        <div class="editor-below">
          <Panel
            title="公开要素"
            id="item"
            actions={
              <Button name="act" value="item" small>
                {p.item ? '换一个事项' : '选一个事项'}
              </Button>
            }
          >
            {p.item ? (
              <ItemFields piece={p} view={v.item} errors={v.errors} />
            ) : (
              <p>这件没有按公开目录里的事项写。选上事项，表单会问清它的要素，公开后也算进“公开得怎样”。</p>
            )}
          </Panel>
          {explains(p) && (
            <Panel title="解读" id="explanation">
              <ExplanationFields piece={p} errors={v.errors} drawn={v.drawn} />
            </Panel>
          )}
          <InfoPanel piece={p} columns={v.columns} topics={v.topics} errors={v.errors} />
          <AttachmentFields piece={p} carried={v.carried} />
          <ReadInPanel />
          <div class="action-bar">
            <span class="save-state">
              {v.theirs ? '自动保存停着。按下去，您的版本算数。' : '写的时候会自动保存；也可以自己存。'}
            </span>
            <Button name="act" value="save">
              {v.theirs ? '用我的版本保存' : '保存草稿'}
            </Button>
          </div>
          <HistoryPanel history={v.history} />
        </div>
      </div>
    </form>
  );
};

/** The sheet: title, text, attachments. Without script the source is a plain field and the marked text stands below it. */
const Paper = ({ piece: p, gate }: { piece: Piece; gate: Gate }) => (
  <div class="editor-frame" data-editor-frame data-marks={JSON.stringify(gate.marks)}>
    <div class="editor-toolbar" role="toolbar" aria-label="排版" data-toolbar hidden />
    <div class="editor-paper">
      <label class="sr-only" for="title">
        标题
      </label>
      <textarea
        class="editor-title"
        id="title"
        name="title"
        rows={p.title.length > 22 ? 2 : 1}
        placeholder="在这里写标题"
      >
        {p.title}
      </textarea>
      <label class="sr-only" for="html">
        正文
      </label>
      <textarea class="input editor-source" id="html" name="html" rows={18} data-editor>
        {p.html}
      </textarea>
      {gate.marks.length > 0 && (
        <section class="editor-marked" aria-label="核对标出的地方" data-marked>
          <p class="field-hint">核对标出的地方（保存后更新）：</p>
          <div class="prose" dangerouslySetInnerHTML={{ __html: markHtml(p.html, gate.marks as MarkAt[]) }} />
        </section>
      )}
      <div data-attachments>
        <AttachmentLine piece={p} gate={gate} />
      </div>
    </div>
  </div>
);

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
