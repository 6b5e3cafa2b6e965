import { Button } from '../../ui/components/button.tsx';
import { Input, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { Seen } from './console-forms.tsx';
import { mayDo, type ReportView } from './console-view.ts';
import { LONGEST_REMARK, LOOKS, MOVES, type Move } from './rules/life.ts';
import { sayReport } from './say.ts';

type Words = { text: string; say: string; remark?: string; primary?: true };
const WORDS: Readonly<Partial<Record<Move, Words>>> = {
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
export const MovePanel = ({ v, errors }: { v: ReportView; errors: number }) => {
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
        const again = m === 'publish' && v.o.row?.publishedNo != null && !v.o.gone;
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
                maxlength={LONGEST_REMARK}
              />
            )}
            {LOOKS.includes(m) && errors > 0 && (
              <details class="finding-keep" open={v.typed?.act === m && v.typed.text('inSpite') !== ''}>
                <summary>{`正文里有${errors}处错误。确实有理由，要带着交`}</summary>
                <Textarea
                  id={`in-spite-${m}`}
                  name="inSpite"
                  label="理由"
                  hint="理由留在经过里，后面的人都看得到。"
                  value={v.typed?.act === m ? v.typed.text('inSpite') : ''}
                  rows={3}
                />
              </details>
            )}
            <Button kind={w.primary ? 'primary' : 'secondary'} name="act" value={m}>
              {again ? '公布更正' : w.text}
            </Button>
          </form>
        );
      })}
      {v.o.facts.writerIds.includes(v.c.actor.id) && (state === 'review' || state === 'approved') && (
        <Note tone="plain">
          <p>这份报告您写过或改过，要换一位{state === 'review' ? '审定' : '公布'}。</p>
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
