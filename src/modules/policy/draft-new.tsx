import type { Refusal } from '../../lib/ruling.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { EditorFrame } from '../../ui/components/editor-frame.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Checkbox, FileField, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { consoleShell, unitTree } from '../org/index.ts';
import type { DraftView } from './draft-view.ts';
import { sayPolicy } from './say.ts';
import * as store from './store/index.ts';

type FieldValues = {
  title: string;
  issuerId: string;
  replacesId: string;
  touchesRights: boolean;
  note: string;
  html: string;
  units: { id: string; name: string }[];
  documents: { id: string; title: string; docNo: string | null }[];
};

const Fields = (p: FieldValues) => (
  <>
    {/* What Enter in a field presses: it saves what was typed, and reads no file. */}
    <button type="submit" name="act" value="save" class="sr-only" tabindex={-1}>
      保存
    </button>
    <Input name="title" label="标题" value={p.title} />
    <Select
      name="issuerId"
      label="以谁的名义制定"
      options={p.units.map((u) => ({ value: u.id, text: u.name }))}
      value={p.issuerId}
    />
    <Select
      name="replacesId"
      label="替代哪一件"
      empty="首次制定，不替代别的"
      options={p.documents.map((d) => ({ value: d.id, text: `${d.title} ${d.docNo ?? ''}` }))}
      value={p.replacesId}
      optional
    />
    <Checkbox
      name="touchesRights"
      label="涉及公民、法人和其他组织的权利义务"
      checked={p.touchesRights}
      hint="涉及的，必须公开征求意见、必须审核。"
    />
    <Textarea name="note" label="起草说明" hint="为什么定、依据什么、主要定了什么。" value={p.note} />
    <EditorFrame value={p.html} />
    <FileField
      name="document"
      label="或者从文件读入正文"
      hint="Word（.docx）、网页、文本或有文字的PDF。标题、条款、表格都会留下，替换上面的正文。"
      accept=".docx,.html,.htm,.txt,.md,.pdf"
      optional
    />
    <div class="btn-row">
      <Button name="act" value="import" small>
        读入这个文件
      </Button>
    </div>
  </>
);

/** What was said of a file that was read in. */
export const ReadNotes = ({ notes }: { notes: readonly string[] }) => (
  <>
    {notes.map((n) => (
      <Note tone="help" key={n} live>
        <p>{n}</p>
      </Note>
    ))}
  </>
);

const hasForm = (c: Req): boolean => c.form.entries().some(([k]) => k === 'title');

/** The fields of a draft that can still be changed, with what was typed last. */
export const DraftFieldset = ({ v }: { v: DraftView }) => {
  const sent = hasForm(v.c);
  const t = (name: string, stored: string): string => (sent ? v.c.form.text(name) : stored);
  return (
    <Fields
      title={t('title', v.d.title)}
      issuerId={t('issuerId', v.d.issuerId)}
      replacesId={t('replacesId', v.d.replacesId ?? '')}
      touchesRights={sent ? v.c.form.text('touchesRights') === '1' : v.d.touchesRights}
      note={t('note', v.d.note)}
      html={v.read ?? t('html', v.d.html)}
      units={v.units}
      documents={v.documents}
    />
  );
};

export async function newDraftPage(
  c: Req,
  mine: { id: string; name: string }[],
  refusals: readonly Refusal[] = [],
  more: {
    read?: string | undefined;
    title?: string | undefined;
    notes?: readonly string[];
    errors?: readonly string[];
  } = {},
): Promise<Answer> {
  const [units, documents] = await Promise.all([unitTree(c.system.db), store.documents(c.system.db)]);
  const root = units.find((u) => u.parentId === null)?.id ?? '';
  return consoleShell(c, {
    current: '/console/policy/drafts',
    title: '起草一份规范性文件',
    breadcrumbs: [{ text: '起草', href: '/console/policy/drafts' }],
    scripts: ['editor.js'],
    status: refusals.length + (more.errors?.length ?? 0) > 0 ? 422 : 200,
    children: (
      <>
        <ErrorSummary
          title="现在还不能这样做"
          errors={[
            ...refusals.map((r) => ({ text: `${sayPolicy(r)}（${r.basis}）` })),
            ...(more.errors ?? []).map((text) => ({ field: 'document', text })),
          ]}
        />
        <ReadNotes notes={more.notes ?? []} />
        <Panel title="稿子">
          <form method="post" action="/console/policy/drafts" enctype="multipart/form-data" data-guard>
            <Select
              name="unitId"
              label="起草单位"
              options={mine.map((u) => ({ value: u.id, text: u.name }))}
              value={c.form.text('unitId') || mine[0]?.id}
            />
            <Fields
              title={c.form.text('title') || (more.title ?? '')}
              issuerId={c.form.text('issuerId') || root}
              replacesId={c.form.text('replacesId')}
              touchesRights={hasForm(c) ? c.form.text('touchesRights') === '1' : true}
              note={c.form.text('note')}
              html={more.read ?? c.form.text('html')}
              units={units}
              documents={documents}
            />
            <Button kind="primary">开始起草</Button>
          </form>
        </Panel>
      </>
    ),
  });
}
