import type { Refusal } from '../../../lib/ruling.ts';
import { Button } from '../../../ui/components/button.tsx';
import { Checkbox, Input, Select, Textarea } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { Panel } from '../../../ui/components/panel.tsx';
import { LetterRefusals } from '../letters/letter-page.tsx';
import type { Left } from './look.ts';
import type { Covered, Reason } from './rules/bars.ts';
import type { Redaction } from './store.ts';

export const redactAt = (caseId: string): string => `/console/foi/${caseId}/redact`;

/** A bar as the form holds it: per cent of the page, as typed. */
export type BarFields = { x: string; y: string; width: string; height: string; reason: string };
const percent = (share: number): string => String(Math.round(share * 10_000) / 100);
export const fieldsOfBar = (b: Covered): BarFields => ({
  x: percent(b.x),
  y: percent(b.y),
  width: percent(b.width),
  height: percent(b.height),
  reason: b.reason,
});
const EMPTY: BarFields = { x: '', y: '', width: '', height: '', reason: '' };

export type RedactPageProps = {
  caseId: string;
  r: Redaction;
  /** From 0. */
  page: number;
  fields: readonly BarFields[];
  reasons: readonly Reason[];
  left: Left | undefined;
  refusals: readonly Refusal[];
  despite: string;
  mayEdit: boolean;
};

const MOST_CUT = 20;
const MEASURES = [
  ['x', '左'],
  ['y', '上'],
  ['width', '宽'],
  ['height', '高'],
] as const;

const Row = ({ n, bar, reasons }: { n: string; bar: BarFields; reasons: readonly Reason[] }) => (
  <fieldset class="redact-row" data-redact-row>
    <legend>{n}</legend>
    {MEASURES.map(([key, label]) => (
      <Input
        key={key}
        id={`${key}-${n}`}
        name={key}
        label={label}
        inputmode="numeric"
        value={bar[key]}
        short
        autocomplete="off"
      />
    ))}
    <Select
      id={`reason-${n}`}
      name="reason"
      label="为什么遮盖"
      options={[
        { value: '', text: '请选' },
        ...reasons.map((r) => ({ value: r.key, text: `${r.article}　${r.text}` })),
      ]}
      value={bar.reason}
    />
    <span class="redact-remove">
      <Checkbox id={`remove-${n}`} name={`remove-${n}`} value="1" label="去掉这一处" />
    </span>
  </fieldset>
);

const Picture = ({ caseId, r, page, fields }: RedactPageProps) => {
  const size = r.sizes[page] ?? { width: 595, height: 842 };
  return (
    <div class="redact-sheet" data-redact>
      <img
        src={`${redactAt(caseId)}/${r.id}/page/${page + 1}.png`}
        width={Math.round(size.width)}
        height={Math.round(size.height)}
        alt={`第${page + 1}页，原样`}
        draggable={false}
      />
      <svg class="redact-layer" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {fields
          .filter((b) => b.width !== '')
          .map((b, i) => (
            <rect key={i} x={b.x} y={b.y} width={b.width} height={b.height} />
          ))}
      </svg>
    </div>
  );
};

const Pages = ({ caseId, r, page }: RedactPageProps) => (
  <nav class="redact-pages" aria-label="页">
    <ol>
      {r.sizes.map((_, i) => {
        const n = r.bars.filter((b) => b.page === i).length;
        return (
          <li key={i}>
            <a href={`${redactAt(caseId)}/${r.id}?page=${i + 1}`} aria-current={i === page ? 'page' : undefined}>
              第{i + 1}页{n > 0 ? `，${n}处` : ''}
            </a>
          </li>
        );
      })}
    </ol>
  </nav>
);

const Make = ({ caseId, r, left, despite }: RedactPageProps) => (
  <Panel title="生成遮盖后的文件">
    <p>
      共遮盖{r.bars.length}
      处。生成的文件里只有图片：没有文字层、批注、修订、隐藏的表和附件；每页下面写明遮盖了几处、为什么。
    </p>
    {left && left.findings.length > 0 && (
      <Note tone="bad" title="没遮住的地方还有个人的号码">
        <ul>
          {left.findings.map((f, i) => (
            <li key={i}>
              <a href={`${redactAt(caseId)}/${r.id}?page=${f.page + 1}`}>第{f.page + 1}页</a>：{f.message}
              {f.quote && `（${f.quote}）`}
            </li>
          ))}
        </ul>
      </Note>
    )}
    {left && left.cut.length > 0 && (
      <Note tone="warn" title="有的字只遮住了一部分">
        <p>遮住一半的字还可能认出来，按没遮住算。请把框拉大，把整个字遮住；不该遮的，把框让开。</p>
        <ul>
          {left.cut.slice(0, MOST_CUT).map((x, i) => (
            <li key={i}>
              <a href={`${redactAt(caseId)}/${r.id}?page=${x.page + 1}`}>第{x.page + 1}页</a>：“{x.text}”
            </li>
          ))}
        </ul>
        {left.cut.length > MOST_CUT && <p>还有{left.cut.length - MOST_CUT}处。</p>}
      </Note>
    )}
    {left && left.blind.length > 0 && (
      <Note tone="warn" title={`第${left.blind.slice(0, 20).join('、')}页是图片`}>
        <p>系统读不出图片里的字，请逐页看清楚。</p>
      </Note>
    )}
    <form method="post" action={`${redactAt(caseId)}/${r.id}/make`}>
      <input type="hidden" name="version" value={r.version} />
      {left && left.findings.length > 0 && (
        <Textarea
          name="despite"
          label="这些可以公开的，写明为什么"
          optional
          rows={2}
          hint="记入审计。没有理由的，请遮盖。"
          value={despite}
        />
      )}
      <Button kind="primary">生成遮盖后的文件</Button>
    </form>
  </Panel>
);

/** One page with its bars: to draw with the mouse, or to type as numbers. */
export const RedactBody = (p: RedactPageProps) => {
  const { r, caseId } = p;
  if (r.state === 'making')
    return (
      <Note tone="plain" title="正在生成">
        <p>
          一页大约半秒。<a href={`${redactAt(caseId)}/${r.id}`}>看看好了没有</a>
        </p>
      </Note>
    );
  if (r.state === 'done')
    return (
      <Note tone="good" title={`已经生成，遮盖${r.bars.length}处`}>
        <p class="link-row">
          <a href={`${redactAt(caseId)}/${r.id}/result.pdf`}>看遮盖后的文件</a>
          <a href={`/console/foi/${caseId}`}>回到这一件</a>
        </p>
      </Note>
    );
  const at = `${redactAt(caseId)}/${r.id}`;
  return (
    <>
      <LetterRefusals refusals={p.refusals} />
      {r.state === 'failed' && (
        <Note tone="bad" title="没有生成">
          <p>{r.say}</p>
        </Note>
      )}
      {r.simplified && (
        <Note tone="plain">
          <p>这份由原文件的文字和表格转换，版式已经简化。要保留版式的，请在原程序里另存为PDF再传。</p>
        </Note>
      )}
      <Pages {...p} />
      <div class="redact-edit">
        <Picture {...p} />
        {p.mayEdit && (
          <form method="post" action={`${at}?page=${p.page + 1}`} data-guard id="bars">
            <input type="hidden" name="version" value={r.version} />
            <h2>第{p.page + 1}页遮盖的地方</h2>
            <p class="redact-how">
              在纸上按住拖出要遮盖的地方，再选理由。也可以直接填数：从纸的左边、上边算起，各占百分之几。
            </p>
            {[...p.fields, EMPTY].map((bar, i) => (
              <Row key={i} n={i < p.fields.length ? `第${i + 1}处` : '加一处'} bar={bar} reasons={p.reasons} />
            ))}
            <p class="link-row">
              <Button kind="primary">保存这一页</Button>
            </p>
          </form>
        )}
      </div>
      {p.mayEdit && <Make {...p} />}
    </>
  );
};
