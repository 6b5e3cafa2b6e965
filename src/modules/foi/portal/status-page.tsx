import type { ComponentChildren } from 'preact';
import type { Day } from '../../../lib/day.ts';
import { PrintTool } from '../../../ui/components/article.tsx';
import { AttachmentList } from '../../../ui/components/attachment.tsx';
import { ErrorSummary } from '../../../ui/components/error-summary.tsx';
import { AnswerBox, Note } from '../../../ui/components/note.tsx';
import { Columns, FactRows, LinkList, PageHead, Section } from '../../../ui/components/section.tsx';
import { Steps } from '../../../ui/components/steps.tsx';
import { type BasisLink, ClockBox, Trace } from './parts.tsx';
import { type StatusView, sayNear } from './rules/status.ts';

export type LetterLine = { on: Day; title: string; href?: string | undefined; no?: string | undefined };

export type AnswerShown = {
  source: string;
  /** 部分公开, 不予公开 …: how the law calls it, and its article. */
  kind: string;
  basis: string;
  paragraphs: readonly string[];
  files: readonly { name: string; href: string; size: string; note?: string | undefined }[];
  letterHref?: string | undefined;
  /** How to object, by the law of the day of the answer; the last days are in it. */
  remedy: readonly string[];
  /** Where the same information is public by now. */
  publicHref?: string | undefined;
};

export type StatusPageView = {
  no: string;
  title: string;
  today: Day;
  v: StatusView;
  find: BasisLink;
  /** What the page says after an act: 补充说明收到了. */
  done?: string | undefined;
  /** Other parts of the same application. */
  parts: readonly { no: string; subject: string; say: string }[];
  can: readonly { text: string; href: string }[];
  letters: readonly LetterLine[];
  unit: string;
  phone: string;
  fee: ComponentChildren;
  late: ComponentChildren;
  answer?: AnswerShown | undefined;
  /** The same information is public by now, and the case is not answered yet. */
  publicHref?: string | undefined;
  /** What has to be done now, before all else: the correction, the payment. */
  duty?: ComponentChildren;
  rating?: ComponentChildren;
  objections: readonly { day: string; words: string; answer: string | null }[];
  /** Absent when the case is over. */
  objectHref: string | undefined;
  /** Typed into a form that is not there any more. */
  left: string;
  errors: readonly { field?: string | undefined; text: string }[];
  words: readonly string[];
  supplements: readonly { on: Day; words: string }[];
  wanted: string;
  /** 大字版 has no rail: what stands in it follows the text. */
  elder: boolean;
};

const Rail = ({ p }: { p: StatusPageView }) => (
  <>
    <Note tone="help" title={p.v.next.title}>
      <p>{p.v.next.text}</p>
    </Note>
    {p.can.length > 0 && (
      <Section title="您现在可以" small>
        <LinkList items={[...p.can]} />
      </Section>
    )}
    <Section title="往来文书" small>
      <ul class="letter-lines">
        {p.letters.map((l, i) => (
          <li key={i}>
            <span>{sayNear(l.on, p.today)}</span>
            <span>
              {l.href ? <a href={l.href}>{l.title}</a> : l.title}
              {l.no && <span class="letter-no">{l.no}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Section>
    <div class="foi-facts">
      <FactRows
        rows={[
          {
            label: '承办',
            value: (
              <>
                {p.unit}
                {p.phone && (
                  <>
                    ，<span class="nobr">{p.phone}</span>
                  </>
                )}
              </>
            ),
          },
          { label: '怎么给您', value: p.wanted },
          { label: '费用', value: p.fee },
          { label: '超期未答复', value: p.late },
        ]}
      />
    </div>
  </>
);

const Answer = ({ a }: { a: AnswerShown }) => (
  <Section title="答复" id="answer">
    <AnswerBox source={a.source}>
      <p>
        <b>{a.kind}</b>
      </p>
      {a.paragraphs.map((t, i) => (
        <p key={i}>{t}</p>
      ))}
      <p class="as-of">依据：{a.basis}</p>
    </AnswerBox>
    {(a.files.length > 0 || a.letterHref) && (
      <AttachmentList
        title="文件"
        items={[
          ...(a.letterHref ? [{ name: '答复书', href: a.letterHref, size: '', kind: 'PDF' }] : []),
          ...a.files.map((f) => ({ name: f.name, href: f.href, size: f.size, note: f.note })),
        ]}
      />
    )}
    {a.publicHref && (
      <Note tone="good" title="这项信息后来主动公开了">
        <p>
          谁都可以看：<a href={a.publicHref}>公开的那一件</a>。
        </p>
      </Note>
    )}
    {a.remedy.length > 0 && (
      <Note tone="help" title="不服这个答复">
        {a.remedy.map((t, i) => (
          <p key={i}>{t}</p>
        ))}
      </Note>
    )}
  </Section>
);

const Main = ({ p }: { p: StatusPageView }) => (
  <>
    {p.publicHref && (
      <Note tone="good" title="您要的信息已经主动公开">
        <p>
          不用等答复，现在就能看：<a href={p.publicHref}>公开的那一件</a>。这件申请照样按期答复您。
        </p>
      </Note>
    )}
    {p.duty}
    {p.answer && <Answer a={p.answer} />}
    {p.rating}
    {p.v.days.length > 0 && (
      <Section title="这个日期是怎么算的" id="trace">
        <Trace
          v={p.v}
          today={p.today}
          find={p.find}
          objection={
            p.objectHref && (
              <p>
                觉得我们算错了？<a href={p.objectHref}>对这个日期提出异议</a>，写明哪一天，承办人会书面回复。
              </p>
            )
          }
        />
      </Section>
    )}
    {p.objections.length > 0 && (
      <Section title="您对日期的异议" id="objections">
        {p.objections.map((o, i) => (
          <Note key={i} tone={o.answer === null ? 'plain' : 'help'} title={`${o.day}：${o.words}`}>
            <p>{o.answer === null ? '承办人还没有回复。' : `回复：${o.answer}`}</p>
          </Note>
        ))}
      </Section>
    )}
    <Section title="您要的信息" id="words">
      {p.words.map((line, i) => (
        <p key={i}>{line}</p>
      ))}
      {p.supplements.map((s, i) => (
        <p key={`s${i}`}>
          <b>{sayNear(s.on, p.today)}补充：</b>
          {s.words}
        </p>
      ))}
    </Section>
  </>
);

/** An applicant's request with its clock: days used and last day first, the calendar in the middle, what can be done beside it. */
export const StatusPage = (p: StatusPageView) => (
  <>
    <PageHead
      over={
        <>
          申请编号 <b class="mono">{p.no}</b>　凭回执号和查询密码查看，只有您和经办部门能看到
        </>
      }
      title={p.title}
      actions={<PrintTool />}
    />
    <ErrorSummary title="还差一步" errors={[...p.errors]} />
    {p.left && (
      <Note tone="warn" title="您写的没有交上去，还在这里">
        <p class="kept-words">{p.left}</p>
        <p>这件已经办到下一步，不再收这一项。还要说的，可以复制下来，用“补充说明”交，或者再申请一件。</p>
      </Note>
    )}
    {p.done && <Note tone="good" title={p.done} live />}
    <ClockBox v={p.v} />
    <Steps steps={p.v.steps} />
    {p.parts.length > 0 && (
      <Note title={`这份申请分成了${p.parts.length + 1}件，分别答复`}>
        <ul>
          {p.parts.map((x) => (
            <li key={x.no}>
              <a href={`/foi/r/${x.no}`}>{x.subject}</a>，{x.say}
            </li>
          ))}
        </ul>
      </Note>
    )}
    {p.elder ? (
      <>
        <Main p={p} />
        <Rail p={p} />
      </>
    ) : (
      <Columns kind="request" railLabel="接下来和往来文书" main={<Main p={p} />} rail={<Rail p={p} />} />
    )}
  </>
);
