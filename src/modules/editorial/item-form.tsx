import { Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { ScrollRegion } from '../../ui/components/table.tsx';
import { type CatalogueItem, type ElementSpec, toText } from '../catalogue/index.ts';
import type { FilledElement } from '../publication/index.ts';
import type { FieldError } from './form.ts';
import type { Piece } from './store.ts';

/** The field of an element; error summaries link to it. */
export const fieldOf = (key: string): string => `el-${key}`;

type FieldProps = { spec: ElementSpec; held: FilledElement | undefined; error: string | undefined };

const HINTS: Partial<Record<ElementSpec['type'], string>> = {
  date: '例：2026-03-31',
  money: '例：1,200元、3.5万元',
  number: '例：128',
  phone: '例：0999-5550123',
  link: '例：https://www.example.gov.cn/…',
};

/** The rows that were understood, so that a clerk sees that each cell stands under its head. */
const Preview = ({ held }: { held: FilledElement }) =>
  'rows' in held ? (
    <details class="item-preview">
      <summary>{`读出${held.rows.length}行，看一看`}</summary>
      <ScrollRegion label={held.label}>
        <table class="table">
          <thead>
            <tr>
              {held.head.map((h) => (
                <th scope="col" key={h}>
                  {h}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {held.rows.slice(0, 20).map((r, i) => (
              <tr key={i}>
                {r.map((cell, j) => (
                  <td key={j} class={held.nums[j] ? 'num' : undefined}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  ) : null;

const ElementField = ({ spec, held, error }: FieldProps) => {
  const name = fieldOf(spec.key);
  const value = held ? toText(held) : '';
  const hint = spec.hint ?? HINTS[spec.type];
  const common = { name, label: spec.label, hint, error, optional: !spec.required };
  if (spec.type === 'table')
    return (
      <>
        <Textarea
          {...common}
          hint={`从电子表格里选中各行，复制，粘贴到这里；带不带表头都行。栏目：${(spec.columns ?? []).map((c) => c.label).join('、')}。${spec.hint ?? ''}`}
          value={value}
          rows={6}
        />
        {held && <Preview held={held} />}
      </>
    );
  if (spec.type === 'long') return <Textarea {...common} value={value} rows={4} />;
  if (spec.type === 'choice')
    return (
      <Select
        {...common}
        empty="选一项"
        value={value}
        options={(spec.choices ?? []).map((c) => ({ value: c, text: c }))}
      />
    );
  const short = spec.type === 'date' || spec.type === 'money' || spec.type === 'number' || spec.type === 'phone';
  const inputmode = { date: 'numeric', number: 'numeric', phone: 'tel', link: 'url' }[spec.type as string] as
    | 'numeric'
    | 'tel'
    | 'url'
    | undefined;
  return <Input {...common} value={value} short={short} inputmode={inputmode} />;
};

export type ItemView = {
  /** Absent when the unit no longer has the item: what was filled in stays and is shown as it is. */
  item: CatalogueItem | undefined;
};

/** Exactly the elements of the chosen item, typed; elements that belong to a part stand together. */
export const ItemFields = ({
  piece: p,
  view,
  errors = [],
}: {
  piece: Piece;
  view?: ItemView | undefined;
  errors?: readonly FieldError[] | undefined;
}) => {
  if (!p.item) return null;
  const item = view?.item;
  if (!item)
    return (
      <Note tone="warn">
        <p>{`“${p.item.id} ${p.item.title}”现在不在本单位的目录里。已经填的要素留着，会照原样公开。`}</p>
        {p.elements.length > 0 && <input type="hidden" name="elementsSent" value="1" />}
        <Beyond elements={p.elements} />
      </Note>
    );
  const held = new Map(p.elements.map((e) => [e.key, e]));
  const parts = [...new Set(item.elements.map((e) => e.part))];
  return (
    <fieldset class="item-fields">
      <legend>{`公开要素：${item.id} ${item.level2}`}</legend>
      <input type="hidden" name="elementsSent" value="1" />
      <input type="hidden" name="elementsOf" value={item.id} />
      <p class="field-hint">{`时限：${item.timing.text}。填好的要素会在公开的页面上排成表。`}</p>
      {parts.map((part) => (
        <div key={part ?? ''} class={part ? 'item-part' : undefined}>
          {part && <p class="item-part-name">{part}</p>}
          {item.elements
            .filter((e) => e.part === part)
            .map((spec) =>
              spec.type === 'file' ? (
                <p class="field-hint" key={spec.key} id={fieldOf(spec.key)}>
                  {`“${spec.label}”请用下面的“加附件”放上来${spec.required ? '' : '（可不放）'}。`}
                </p>
              ) : (
                <ElementField
                  key={spec.key}
                  spec={spec}
                  held={held.get(spec.key)}
                  error={errors.find((e) => e.field === fieldOf(spec.key))?.text}
                />
              ),
            )}
        </div>
      ))}
      <Beyond elements={p.elements.filter((e) => !item.elements.some((s) => s.key === e.key))} />
    </fieldset>
  );
};

/** Filled in under what the item has no longer: it would go out, so it is shown, to be kept or emptied. */
const Beyond = ({ elements }: { elements: readonly FilledElement[] }) => (
  <>
    {elements.map((e) => (
      <Textarea
        key={e.key}
        name={fieldOf(e.key)}
        label={e.label}
        hint="目录里已经没有这一项。留着会照原样公开，不要就清空。"
        value={toText(e)}
        rows={'rows' in e ? 4 : 2}
        optional
      />
    ))}
  </>
);
