import { Button } from '../../ui/components/button.tsx';
import { Input, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { DataTable } from '../../ui/components/table.tsx';
import { sayFrom } from './cells-view.tsx';
import { mayDo, type ReportView } from './console-view.ts';
import { sayCell, valueIn } from './rules/cells.ts';
import type { Change } from './rules/compare.ts';
import { MOVES, type Move } from './rules/life.ts';
import { lengthOf, SECTIONS, type SectionKey } from './rules/sections.ts';
import { sayReport } from './say.ts';
import { SectionText } from './tables.tsx';
import { manualCells } from './view.ts';

const Seen = ({ v }: { v: ReportView }) => <input type="hidden" name="seen" value={String(v.o.facts.version)} />;

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

/** Figures that live elsewhere, with who entered them and from where. */
export const EntriesPanel = ({ v }: { v: ReportView }) => {
  const cells = manualCells(v.o);
  if (cells.length === 0 || v.o.parts.length > 0) return null;
  return (
    <Panel title="台账以外的数" note="许可、处罚、强制、收费和规章，要写明来源">
      <ul class="plain-list entries">
        {cells.map(({ cell, entry }) => (
          <li key={cell} id={`entry-${cell}`}>
            <p>
              <b>{sayCell(cell)}</b>　{valueIn(v.o.built.report, cell) ?? '没有填'}
              {entry && <span class="quiet">　{sayFrom(entry)}</span>}
            </p>
            {v.writes && <EntryForm v={v} cell={cell} />}
          </li>
        ))}
      </ul>
    </Panel>
  );
};

const EntryForm = ({ v, cell }: { v: ReportView; cell: string }) => {
  const mine = v.typed?.act === 'enter' && v.typed.text('cell') === cell ? v.typed : undefined;
  return (
    <form method="post" action={v.href} class="inline-form">
      <Seen v={v} />
      <input type="hidden" name="cell" value={cell} />
      <Input
        id={`value-${cell}`}
        name="value"
        label={cell === 'table2.feesWanYuan' ? '万元' : '件数'}
        value={mine?.text('value') ?? ''}
        inputmode={cell === 'table2.feesWanYuan' ? 'text' : 'numeric'}
        short
      />
      <Input id={`source-${cell}`} name="source" label="来源" value={mine?.text('source') ?? ''} maxlength={200} />
      <Button small name="act" value="enter">
        填上
      </Button>
    </form>
  );
};

const sayChange = (ch: Change): string => {
  const by = Math.round((ch.now - ch.last) * 1e4) / 1e4;
  return by === 0 ? '没变' : by > 0 ? `多${by}` : `少${-by}`;
};

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
              { head: '上年', num: true, cell: (ch: Change) => ch.last },
              { head: '今年', num: true, cell: (ch: Change) => ch.now },
              { head: '变化', num: true, cell: (ch: Change) => <span class="nobr">{sayChange(ch)}</span> },
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

const WORDS: Readonly<Partial<Record<Move, { text: string; say: string; remark?: string; primary?: true }>>> = {
  submit: { text: '送审定', say: '写好了，请审核的人审定。', primary: true },
  approve: {
    text: '审定',
    say: '审定后数字就定下来了：台账以后再变，报告不跟着变，只写出差别。',
    primary: true,
  },
  return: { text: '退回', say: '请写的人再改。', remark: '哪里要改' },
  publish: { text: '公布', say: '公布到网站的政府信息公开年报栏目，收不回来，只能更正。', primary: true },
  reopen: { text: '退回重写', say: '还没有公布，可以退回去重写。', remark: '为什么重写' },
  revise: { text: '更正', say: '公布的页面先不变，改好、审定、再公布以后才换。', remark: '为什么更正' },
};

/** What this person may do next, each with what it means. */
export const MovePanel = ({ v }: { v: ReportView }) => {
  const state = v.o.facts.state;
  const moves = (Object.keys(WORDS) as Move[]).filter(
    (m) => MOVES[m].from.includes(state) && mayDo(v.c, v.o, MOVES[m].may) && !(m === 'revise' && v.o.facts.takenIn),
  );
  if (moves.length === 0)
    return (
      <Panel title="下一步">
        <p>{v.o.facts.takenIn ? sayReport({ code: 'taken_in', basis: '' }) : WHO[state]}</p>
      </Panel>
    );
  return (
    <Panel title="下一步">
      {moves.map((m) => {
        const w = WORDS[m];
        const again = m === 'publish' && v.o.row?.publishedNo != null;
        const remark = again ? '更正的原因（会公开）' : w?.remark;
        if (!w) return null;
        return (
          <form key={m} method="post" action={v.href} class="next-step">
            <Seen v={v} />
            <p>{w.say}</p>
            {remark && (
              <Input
                id={`remark-${m}`}
                name="remark"
                label={remark}
                value={v.typed?.act === m ? v.typed.text('remark') : ''}
                maxlength={500}
              />
            )}
            <Button kind={w.primary ? 'primary' : 'secondary'} name="act" value={m}>
              {again ? '公布更正' : w.text}
            </Button>
          </form>
        );
      })}
      {v.o.facts.writerId === v.c.actor.id && state === 'review' && (
        <Note tone="plain">
          <p>您写的报告要换一位审定。</p>
        </Note>
      )}
    </Panel>
  );
};

const WHO: Readonly<Record<string, string>> = {
  draft: '由本单位的信息员写。',
  review: '等本单位审核或者签发的人审定。',
  approved: '等本单位签发的人公布。',
  published: '已经公布。要改，由审定的人更正。',
};
