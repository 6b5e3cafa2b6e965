import { Button } from '../../ui/components/button.tsx';
import { Input, Textarea } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import type { ReportView } from './console-view.ts';
import { LONGEST_SOURCE } from './rules/build.ts';
import { sayCell, valueIn } from './rules/cells.ts';
import type { Change } from './rules/compare.ts';
import { lengthOf, SECTIONS, type SectionKey } from './rules/sections.ts';
import { sayFrom } from './say.ts';
import { SectionText } from './tables.tsx';
import { manualCells } from './view.ts';

export const Seen = ({ v }: { v: ReportView }) => <input type="hidden" name="seen" value={String(v.o.facts.version)} />;

/** The six texts, each with the sentences that the figures give. */
export const TextsPanel = ({
  v,
  suggested,
}: {
  v: ReportView;
  suggested: Readonly<Record<SectionKey, string>> | undefined;
}) => {
  const { o } = v;
  if (!v.writes)
    return (
      <Panel title="正文">
        {SECTIONS.map((s) => (
          <section key={s.key} class="report-text">
            <h3>{s.title}</h3>
            {o.texts[s.key].trim() === '' ? (
              <p class="quiet">没有写</p>
            ) : (
              <SectionText text={o.texts[s.key]} level={4} />
            )}
          </section>
        ))}
      </Panel>
    );
  const text = (k: SectionKey): string => (v.typed?.act === 'save' ? v.typed.text(`text-${k}`) : o.texts[k]);
  const one = lengthOf(text('one'));
  const over = one > o.setting.partOneChars;
  return (
    <Panel title="正文" note="每行一段；“（一）……”单独一行是小标题">
      <form method="post" action={v.href} data-guard>
        <Seen v={v} />
        <button type="submit" name="act" value="save" class="sr-only" tabindex={-1}>
          保存正文
        </button>
        {SECTIONS.map((s) => (
          <div key={s.key} id={`part-${s.key}`}>
            <Textarea
              name={`text-${s.key}`}
              label={s.title}
              rows={s.key === 'one' ? 14 : 5}
              value={text(s.key)}
              optional={s.table !== undefined}
              hint={
                s.key === 'one'
                  ? `现在${one}字，超过${o.setting.partOneChars}字会提醒（本区设定，未见全国统一规定）${over ? `；已经多了${one - o.setting.partOneChars}字` : ''}`
                  : undefined
              }
            />
            {v.typed?.act === 'save' &&
              text(s.key).trim() !== o.texts[s.key].trim() &&
              o.texts[s.key].trim() !== '' && (
                <details class="suggested" open>
                  <summary>现在存着的</summary>
                  <SectionText text={o.texts[s.key]} level={4} />
                </details>
              )}
            {suggested && suggested[s.key] !== '' && (
              <details class="suggested">
                <summary>按数字写好的句子</summary>
                <SectionText text={suggested[s.key]} level={4} />
                <Button small name="act" value={`use-${s.key}`}>
                  加到这一段后面
                </Button>
              </details>
            )}
          </div>
        ))}
        <Button kind="primary" name="act" value="save">
          保存正文
        </Button>
      </form>
    </Panel>
  );
};

/**
 * Figures that live elsewhere, with who entered them and from where: one form for all, so that nothing filled in beside the
 * button is lost. Of the government's report they are those of its own level.
 */
export const EntriesPanel = ({ v }: { v: ReportView }) => {
  const government = v.o.parts.length > 0;
  const built = government ? v.o.own : v.o.built;
  const cells = manualCells(built);
  if (cells.length === 0 || (government && !v.writes)) return null;
  const rows = cells.map(({ cell, entry }) => (
    <li key={cell} id={`entry-${cell}`}>
      <p>
        <b>{sayCell(cell)}</b>　{valueIn(built.report, cell) ?? '没有填'}
        {entry && <span class="quiet">　{sayFrom(entry)}</span>}
      </p>
      {v.writes && <EntryFields v={v} cell={cell} />}
    </li>
  ));
  return (
    <Panel
      title={government ? '台账以外的数（区政府本级）' : '台账以外的数'}
      note="许可、处罚、强制、收费和规章，要写明来源"
    >
      {v.writes ? (
        <form method="post" action={v.href} data-guard>
          <Seen v={v} />
          <p class="quiet">填一格或者几格，一起存。没有变的不用再填。</p>
          <ul class="plain-list entries">{rows}</ul>
          <div class="btn-row">
            <Button name="act" value="enter">
              填上
            </Button>
          </div>
        </form>
      ) : (
        <ul class="plain-list entries">{rows}</ul>
      )}
    </Panel>
  );
};

const EntryFields = ({ v, cell }: { v: ReportView; cell: string }) => {
  const typed = (name: string): string => (v.typed?.act === 'enter' ? v.typed.text(`${name}-${cell}`) : '');
  return (
    <div class="inline-form">
      <Input
        id={`value-${cell}`}
        name={`value-${cell}`}
        label={cell === 'table2.feesWanYuan' ? '万元' : '件数'}
        value={typed('value')}
        inputmode={cell === 'table2.feesWanYuan' ? 'text' : 'numeric'}
        short
      />
      <Input
        id={`source-${cell}`}
        name={`source-${cell}`}
        label="来源"
        value={typed('source')}
        maxlength={LONGEST_SOURCE}
      />
    </div>
  );
};

const sayChange = (ch: Change): string => {
  const by = Math.round((ch.now - ch.last) * 1e4) / 1e4;
  return by === 0 ? '没变' : by > 0 ? `多${by}` : `少${-by}`;
};

const Short = ({ children }: { children: string }) => <span class="nobr">{children}</span>;

/** This year beside last year; where a change asks for a reason, its field stands beside it. */
export const ChangesPanel = ({ v }: { v: ReportView }) => {
  const { o } = v;
  if (!o.last)
    return (
      <Panel title="和上年比">
        <p>平台里没有{o.year - 1}年的数，没法比。</p>
      </Panel>
    );
  const typed = (cell: string): string | undefined =>
    v.typed?.act === 'explain' ? v.typed.text(`reason-${cell}`) : undefined;
  const asked = o.changes.filter((ch) => ch.asks !== undefined).length;
  return (
    <Panel
      title="和上年比"
      note={`${o.changes.length}格有变化，${asked}格要写原因；变化${o.setting.changePercent}%且${o.setting.changeLeast}件以上要写（本区设定）`}
    >
      {o.changes.length === 0 ? (
        <p>每一格都和上年一样。</p>
      ) : (
        <form method="post" action={v.href} data-guard>
          <Seen v={v} />
          <DataTable
            caption="比上年变了的格子"
            captionHidden
            rowKey={(ch: Change) => ch.cell}
            rows={o.changes}
            columns={[
              { head: '哪一格', cell: (ch: Change) => sayCell(ch.cell) },
              { head: <Short>上年</Short>, label: '上年', num: true, cell: (ch: Change) => ch.last },
              { head: <Short>今年</Short>, label: '今年', num: true, cell: (ch: Change) => ch.now },
              {
                head: <Short>变化</Short>,
                label: '变化',
                num: true,
                cell: (ch: Change) => <span class="nobr">{sayChange(ch)}</span>,
              },
              {
                head: '原因',
                cell: (ch: Change) =>
                  v.writes && ch.asks !== undefined ? (
                    <Input
                      id={`reason-${ch.cell}`}
                      name={`reason-${ch.cell}`}
                      label="为什么"
                      hint={ch.asks}
                      value={typed(ch.cell) ?? o.reasons[ch.cell] ?? ''}
                      maxlength={1000}
                    />
                  ) : (
                    (o.reasons[ch.cell] ?? '')
                  ),
              },
            ]}
          />
          {v.writes && asked > 0 && (
            <Button name="act" value="explain">
              保存原因
            </Button>
          )}
        </form>
      )}
    </Panel>
  );
};
