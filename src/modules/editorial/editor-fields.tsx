import { saySize } from '../../ui/components/attachment.tsx';
import { Button } from '../../ui/components/button.tsx';
import { Checkbox, FileField, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Icon } from '../../ui/components/icon.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import type { SiteColumn, Topic } from '../sites/index.ts';
import type { Carried } from './carried.ts';
import { type FieldError, KINDS, sayBasis } from './form.ts';
import type { Gate } from './gate.ts';
import type { Piece } from './store.ts';

const columnOptions = (columns: readonly SiteColumn[]) =>
  columns.map((col) => ({ value: col.path, text: `${'　'.repeat(col.path.split('/').length - 1)}${col.name}` }));

/** Attachments as the reader will see them, each with what was looked at. */
export const AttachmentLine = ({ piece: p, gate }: { piece: Piece; gate: Gate }) =>
  p.attachments.length === 0 ? null : (
    <ul class="paper-files" aria-label="附件">
      {p.attachments.map((a) => (
        <li key={a.sha256}>
          <span class="paper-files-word">附件</span>
          <Icon name="file" size={18} />
          <a href={`/console/pieces/${p.id}/files/${a.sha256}`}>{a.name}</a>
          <span>（{saySize(a.size)}）</span>
          <FileTag gate={gate} sha256={a.sha256} />
        </li>
      ))}
    </ul>
  );

const FileTag = ({ gate, sha256 }: { gate: Gate; sha256: string }) => {
  const state = gate.files.get(sha256);
  const found = gate.findings.filter((f) => f.file?.sha256 === sha256 && !f.kept);
  if (state === 'clean')
    return (
      <Tag tone="good" icon="check">
        隐藏列、批注已查
      </Tag>
    );
  if (state === 'found' && found.length > 0) {
    const bad = found.some((f) => f.severity === 'error');
    return (
      <a class="tag-link" href={`#finding-${found[0]?.n}`}>
        <Tag tone={bad ? 'bad' : 'warn'} icon="warn">
          {`${found.length}处要看`}
        </Tag>
      </a>
    );
  }
  return state === 'found' ? <Tag tone="plain">已说明理由</Tag> : null;
};

/** Fields that stand folded away, and may hold something that was not understood. */
const UNDER_MORE = ['validFrom', 'validUntil', 'interprets'];

const explained = (p: Piece): string =>
  p.interprets !== null ? String(p.interprets) : p.forPiece ? `/console/pieces/${p.forPiece}` : '';

/** What a piece says of itself; in two columns where there is room. */
export const InfoPanel = ({
  piece: p,
  columns,
  topics,
  errors = [],
}: {
  piece: Piece;
  columns: readonly SiteColumn[];
  topics: readonly Topic[];
  errors?: readonly FieldError[] | undefined;
}) => {
  const errorOf = (field: string): string | undefined => errors.find((e) => e.field === field)?.text;
  return (
    <Panel title="稿件信息" id="info">
      <div class="info-grid">
        {p.correction !== null && (
          <div class="info-wide">
            <Textarea
              name="correction"
              label="更正原因"
              hint={`更正登记号${p.no ?? ''}。原因会随件公开。`}
              value={p.correction}
              rows={2}
            />
          </div>
        )}
        <Select name="column" label="栏目" empty="选一个栏目" value={p.columns[0]} options={columnOptions(columns)} />
        <Select
          name="column2"
          label="同时放在"
          empty="不放"
          value={p.columns[1]}
          options={columnOptions(columns)}
          optional
        />
        <Select name="kind" label="类别" value={p.kind} options={KINDS.map((k) => ({ value: k, text: k }))} />
        <Input name="docNo" label="发文字号" hint="例：明政规发〔2026〕3号" value={p.docNo} optional />
        <div class="info-wide">
          <Textarea
            name="answer"
            label="一两句话说清和群众的关系"
            hint="放在标题下面。例：60岁以上失能老人，每月补300元到800元。"
            value={p.answer}
            rows={2}
            optional
          />
        </div>
        <Textarea
          name="basis"
          label="公开依据"
          hint="一行一条。例：《政府信息公开条例》第二十条第一项"
          value={p.basis.map(sayBasis).join('\n')}
          rows={2}
          optional
        />
        <Input
          name="issuedOn"
          label="成文日期"
          hint="例：2026-03-12"
          value={p.unread.issuedOn ?? p.issuedOn ?? ''}
          error={errorOf('issuedOn')}
          inputmode="numeric"
          optional
          short
        />
      </div>
      <details class="info-more" open={UNDER_MORE.some((f) => f in p.unread)}>
        <summary>
          更多：索引号、发文机关、施行日期、有效期、解读的是、信息来源{topics.length > 0 ? '、专题' : ''}
        </summary>
        <div class="info-grid">
          <Input name="indexNo" label="索引号" value={p.indexNo} optional />
          <Input
            name="issuer"
            label="发文机关"
            hint="以区政府等名义制发才填。例：明河区人民政府。起草的仍是本单位，由本单位解读、答复咨询"
            value={p.issuer}
            optional
          />
          <Input name="source" label="信息来源" hint="转载时填" value={p.source} optional />
          <Input
            name="validFrom"
            label="施行日期"
            error={errorOf('validFrom')}
            value={p.unread.validFrom ?? p.validity?.from ?? ''}
            inputmode="numeric"
            optional
            short
          />
          <Input
            name="validUntil"
            label="有效期至"
            error={errorOf('validUntil')}
            value={p.unread.validUntil ?? p.validity?.until ?? ''}
            inputmode="numeric"
            optional
            short
          />
          <Input
            name="interprets"
            label="解读的是"
            hint="解读稿填：被解读文件的登记号；文件还没公开，填那件稿子的网址"
            value={p.unread.interprets ?? explained(p)}
            error={errorOf('interprets')}
            optional
            short
          />
          {topics.length > 0 && (
            <fieldset class="field">
              <legend>专题（可不选）</legend>
              <input type="hidden" name="topicsSent" value="1" />
              {topics.map((t) => (
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
        </div>
      </details>
    </Panel>
  );
};

export const AttachmentFields = ({ piece: p, carried }: { piece: Piece; carried?: Carried | undefined }) => (
  <Panel title="附件" id="attachment-fields">
    <div data-keep>
      <KeptFiles piece={p} />
    </div>
    {[...(carried ?? [])].map(([sha256, token]) => (
      <input key={sha256} type="hidden" name="carried" value={token} />
    ))}
    <input type="hidden" name="attachmentsSent" value="1" />
    <FileField
      name="attachment"
      label="加附件"
      hint="PDF、Word、Excel、图片、音频、视频等，每个不超过50MB，音视频不超过30分钟。隐藏的行列、批注、修订都会查。视频请和字幕（.vtt或.srt）一起放。"
      multiple
      optional
    />
  </Panel>
);

export const KeptFiles = ({ piece: p }: { piece: Piece }) => (
  <>
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
  </>
);

export const ReadInPanel = () => (
  <Panel title="从文件读入正文">
    <FileField
      name="document"
      label="文件"
      hint="Word（.docx）、网页、文本或有文字的PDF，不超过50MB。会替换上面的正文，标题空着时也会填上。"
      accept=".docx,.html,.htm,.txt,.md,.pdf"
      optional
    />
    <Button name="act" value="import" small>
      读入这个文件
    </Button>
  </Panel>
);
