import type { Refusal } from '../../lib/ruling.ts';
import { Button } from '../../ui/components/button.tsx';
import { Finding, FindingList } from '../../ui/components/finding.tsx';
import { Textarea } from '../../ui/components/form.tsx';
import { Icon } from '../../ui/components/icon.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import type { Gate } from './gate.ts';
import { blocking, counted, type Placed } from './rules/findings.ts';
import { sayRefusal } from './say.ts';

type Mode = 'edit' | 'read';

/** What was found, beside the text, numbered as in it. Who writes gets one button that mends it and one other way. */
export const FindingsPanel = ({
  gate,
  pieceId,
  mode,
  typed = () => '',
}: {
  gate: Gate;
  pieceId: string;
  mode: Mode;
  /** What was typed beside a finding already, by the name of the field. */
  typed?: (field: string) => string;
}) => (
  <FindingList
    counts={counted(gate.findings)}
    clean={
      gate.clean.length === 0 ? (
        '还没有可查的内容。'
      ) : (
        <details>
          <summary>
            {gate.findings.length === 0
              ? `查了${gate.clean.length}项，没有问题。`
              : `另外查了${gate.clean.length}项，没有问题。`}
            <span class="link">查了什么</span>
          </summary>
          <ul class="findings-checks">
            {gate.clean.map((c) => (
              <li key={c.id}>
                {c.title}
                <span class="finding-basis">{c.basis}</span>
              </li>
            ))}
          </ul>
        </details>
      )
    }
    broken={
      gate.broken.length > 0 ? (
        <>
          {`有${gate.broken.length}项规则自己出了故障，没有查成，不影响别的：`}
          {gate.broken.map((b) => b.title).join('、')}。
        </>
      ) : undefined
    }
  >
    {gate.findings.map((f, i) => (
      <One
        key={f.key}
        f={f}
        pieceId={pieceId}
        mode={mode}
        open={i === 0 && !f.kept}
        marks={gate.marksOf(f)}
        typed={typed}
      />
    ))}
  </FindingList>
);

const One = ({
  f,
  pieceId,
  mode,
  open,
  marks,
  typed,
}: {
  f: Placed;
  pieceId: string;
  mode: Mode;
  open: boolean;
  marks: number;
  typed: (field: string) => string;
}) => (
  <Finding
    n={f.n}
    severity={f.severity}
    what={f.message}
    mark={marks > 0 ? `mark-${f.n}-1` : undefined}
    place={placeOf(f)}
    why={f.suggestion && !f.remedy ? `${f.why}建议写：${f.suggestion}。` : f.why}
    basis={f.basis}
    open={open}
    fix={
      f.kept ? (
        <p class="finding-kept">
          <Icon name="check" size={18} />
          {`${f.kept.by}说明理由后保留：${f.kept.reason}`}
        </p>
      ) : (
        <Ways f={f} pieceId={pieceId} mode={mode} marks={marks} why={typed(`why-${f.key}`)} />
      )
    }
  />
);

/** A reason that begins with its places needs them no second time; what is missing has no place. */
const placeOf = (f: Placed): string | undefined => {
  if (/^第/.test(f.why)) return f.file ? `附件 ${f.file.name}` : undefined;
  return f.at === '全文' ? undefined : f.at;
};

const Ways = ({
  f,
  pieceId,
  mode,
  marks,
  why,
}: {
  f: Placed;
  pieceId: string;
  mode: Mode;
  marks: number;
  why: string;
}) => {
  const see =
    marks > 0 ? (
      <a href={`#mark-${f.n}-1`} data-see={f.n}>
        {marks > 1 ? '逐个看' : '看这一处'}
      </a>
    ) : f.file ? (
      <a href={`/console/pieces/${pieceId}/files/${f.file.sha256}`}>打开这个附件</a>
    ) : mode === 'edit' && /^缺少“|”填得不对$/.test(f.message) ? (
      <a href="#item">去填这一项</a>
    ) : null;
  if (mode === 'read') return see;
  return (
    <>
      {f.remedy && (
        <Button
          kind="primary"
          small
          name="remedy"
          value={f.key}
          formAction={`/console/pieces/${pieceId}/remedy`}
          remedy={f.key}
        >
          {f.remedy.label}
        </Button>
      )}
      {f.severity === 'warning' ? (
        <details class="finding-keep" open={why !== ''}>
          <summary>说明理由后保留</summary>
          <Textarea
            name={`why-${f.key}`}
            label="为什么这样写没有错"
            hint="理由会留在稿件的经过里，审核人和签发人都看得到。"
            value={why}
            rows={2}
          />
          <Button small name="keepFinding" value={f.key} formAction={`/console/pieces/${pieceId}/keep`}>
            保留这一处
          </Button>
        </details>
      ) : (
        see
      )}
    </>
  );
};

const LACKS: Record<string, string> = {
  no_title: '写标题',
  no_text: '写正文',
  no_column: '选栏目',
  no_correction_reason: '写更正原因',
};

/** In words, beside the button: how many errors stand in the way, and where every reason is named. */
export const GateLine = ({ gate, lacks }: { gate: Gate; lacks: readonly Refusal[] }) => {
  const n = counted(gate.findings);
  const missing = lacks.map((r) => LACKS[r.code] ?? '').filter(Boolean);
  if (n.errors === 0 && missing.length === 0)
    return (
      <p class="gate-line gate-free">
        <Icon name="check-circle" size={18} />
        <span>{n.warnings > 0 ? `没有错误，可以提交。还有${n.warnings}处提醒可以看看。` : '没有错误，可以提交。'}</span>
      </p>
    );
  return (
    <p class="gate-line">
      <Icon name="warn" size={18} />
      <span>
        还
        {n.errors > 0 && (
          <>
            有 <b>{n.errors}处错误</b> 要改
          </>
        )}
        {n.errors > 0 && missing.length > 0 && '，'}
        {missing.length > 0 && `要${missing.join('、')}`}，才能提交。
        <a href="#why">为什么不能交</a>
      </span>
    </p>
  );
};

/** Every reason with its basis, and the way on in spite of an error: the approver decides, with the clerk's reason before them. */
export const WhyBlocked = ({
  gate,
  lacks,
  inSpite,
}: {
  gate: Gate;
  lacks: readonly Refusal[];
  inSpite?: string | undefined;
}) => {
  const errors = blocking(gate.findings);
  if (errors.length + lacks.length === 0) return null;
  return (
    <Panel title="为什么不能交" id="why">
      <ul class="why-list">
        {errors.map((f) => (
          <li key={f.key}>
            <a href={`#finding-${f.n}`}>{f.message}</a>
            <span class="finding-basis">{f.basis}</span>
          </li>
        ))}
        {lacks.map((r) => (
          <li key={r.code}>
            {sayRefusal(r)}
            <span class="finding-basis">{r.basis}</span>
          </li>
        ))}
      </ul>
      {errors.length > 0 && (
        <details class="finding-keep" open={Boolean(inSpite)}>
          <summary>确实有理由，要带着错误交</summary>
          <Textarea
            name="inSpite"
            label="理由"
            hint="连同这些错误一起交上去，由签发人定。理由会留在稿件的经过里。"
            value={inSpite}
            rows={3}
          />
          <Button name="act" value="submit">
            写明理由，交签发人定
          </Button>
        </details>
      )}
    </Panel>
  );
};

/** What an earlier hand let pass, before the eyes of the next. */
export const HandedOn = ({ reason, by, count }: { reason: string; by: string; count: number }) => (
  <Note tone="warn" title={`${by}带着${count}处错误交上来，请签发人定`}>
    <p>{reason}</p>
  </Note>
);
