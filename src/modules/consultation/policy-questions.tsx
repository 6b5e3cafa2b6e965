/** A policy as questions and answers: what its drafter asked and answered beforehand, and what people asked since. */
import { type Day, dayIn, sayDay } from '../../lib/day.ts';
import { sayDayNear } from '../../lib/moments.ts';
import { isSituation, SITUATIONS, type Situation } from '../../lib/situations.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { PageHead, Section } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { Segmented } from '../../ui/components/tabs.tsx';
import { list, openWork } from '../publication/index.ts';
import { portalShell } from '../sites/index.ts';
import { entries } from './entries.ts';
import { unitNames } from './names.ts';
import { type Policy, policyOf } from './policy.ts';
import { shorten } from './rules/index.ts';

const MOST = 500;
const MOST_READINGS = 20;

type Item = {
  key: string;
  situation: Situation;
  /** Anchor of the article it is about. */
  clause: string | null;
  question: string;
  answer: string;
  href: string;
  /** Who says so, and when. */
  by: string;
  /** The article changed after it was answered. */
  lookAgain: boolean;
};

/** Questions that the drafter answers in an interpretation before anybody asks. */
async function foretold(db: Reader, no: number): Promise<Item[]> {
  const lines = await list(db, { interprets: no }, MOST_READINGS);
  const open = await Promise.all(lines.map((l) => openWork(db, l.no)));
  return lines.flatMap((l, i) =>
    (open[i]?.current.content?.explanation?.questions ?? []).map((q, n) => ({
      key: `${l.no}-${n}`,
      situation: q.situation,
      clause: q.article ? `art-${q.article}` : null,
      question: q.question,
      answer: q.answer,
      href: `/p/${l.no}`,
      by: `${l.unitName}解读，${sayDay(l.publishedOn)}公开`,
      lookAgain: false,
    })),
  );
}

async function asked(db: Reader, no: number, today: Day): Promise<Item[]> {
  const [found, nameOf] = await Promise.all([entries(db, { workNo: no }, MOST), unitNames(db)]);
  return found.map((e) => ({
    key: e.no,
    situation: isSituation(e.kind) ? e.kind : '其他',
    clause: e.clause,
    question: e.words,
    answer: e.answer,
    href: `/answers/${e.no}`,
    by: `${nameOf(e.unitId)}，${sayDayNear(dayIn(e.askedAt), today)}问，${sayDayNear(dayIn(e.answeredAt), today)}答`,
    lookAgain: e.lookAgain !== null,
  }));
}

const Items = ({ no, items, policy }: { no: number; items: readonly Item[]; policy: Policy }) => (
  <dl class="qa">
    {items.map((x) => {
      const label = policy.clauses.find((k) => k.id === x.clause)?.label;
      return (
        <div key={x.key}>
          <dt>
            <a href={x.href}>{shorten(x.question, 120)}</a>
          </dt>
          <dd>
            {x.answer.split('\n').map((line, i) => (
              <p key={i}>{line}</p>
            ))}
            <p class="qa-by">
              {x.by}
              {label && (
                <>
                  　<a href={`/p/${no}#${x.clause}`}>{label}</a>
                </>
              )}
              {x.lookAgain && '　条文改了，正在核对'}
            </p>
          </dd>
        </div>
      );
    })}
  </dl>
);

type Group = { id: string; title: string; items: Item[]; clause: string | null };

/** By the articles of the policy, in their order; what is about none of them comes last. */
function byClause(items: readonly Item[], policy: Policy): Group[] {
  const known = new Set(policy.clauses.map((k) => k.id));
  const of = (clause: string | null) =>
    items.filter((x) => (x.clause && known.has(x.clause) ? x.clause : null) === clause);
  return [
    ...policy.clauses.map((k) => ({ id: k.id, title: k.label, items: of(k.id), clause: k.id })),
    { id: 'whole', title: '没有指明哪一条', items: of(null), clause: null },
  ].filter((g) => g.items.length > 0);
}

/** `/p/17/questions`: the policy as questions and answers, article by article; `?s=补贴` those of one situation. */
export async function policyQuestions(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const no = /^\d{1,15}$/.test(c.params.no ?? '') ? Number(c.params.no) : 0;
  const policy = await policyOf(db, no);
  if (!policy) throw new AppError('not_found', c.path, `登记册里没有第${c.params.no}号公开件，或者它已经撤下。`);
  const today = c.system.clock.today();
  const all = [...(await foretold(db, no)), ...(await asked(db, no, today))];
  const text = c.query.get('s') ?? '';
  const situation = isSituation(text) ? text : undefined;
  const shown = situation ? all.filter((x) => x.situation === situation) : all;
  const base = `/p/${no}/questions`;
  return portalShell(c, {
    title: `问答：${policy.title}`,
    current: 'hdjl',
    breadcrumbs: [{ text: '首页', href: '/' }, { text: shorten(policy.title, 20), href: `/p/${no}` }, { text: '问答' }],
    children: (
      <>
        <PageHead
          over={<a href={`/p/${no}`}>{policy.title}</a>}
          title="这份文件的问答"
          lead={`${all.length}条，由${policy.unitName}等部门答复。`}
          actions={
            <ButtonLink href={`/ask?about=${no}`} icon="question">
              问这份文件
            </ButtonLink>
          }
        />
        {all.length > 0 && (
          <Segmented
            label="按情形看"
            items={[
              { text: '逐条', href: base, count: all.length, current: situation === undefined },
              ...SITUATIONS.map((s) => ({
                text: s,
                href: `${base}?s=${encodeURIComponent(s)}`,
                count: all.filter((x) => x.situation === s).length,
                current: situation === s,
              })).filter((o) => o.count > 0 || o.current),
            ]}
          />
        )}
        {shown.length === 0 && (
          <EmptyState
            title={situation ? `还没有“${situation}”方面的问答。` : '还没有公开的问答。'}
            next={<a href={`/ask?about=${no}`}>问这份文件</a>}
          >
            <p>问的人同意公开以后，答复会列在这里。</p>
          </EmptyState>
        )}
        {situation && shown.length > 0 && (
          <Section title={situation} note={`${shown.length}条`}>
            <Items no={no} items={shown} policy={policy} />
          </Section>
        )}
        {!situation &&
          byClause(shown, policy).map((g) => (
            <Section
              key={g.id}
              id={g.id}
              title={g.title}
              note={`${g.items.length}条`}
              more={g.clause ? { text: '看这一条', href: `/p/${no}#${g.clause}` } : undefined}
            >
              <Items no={no} items={g.items} policy={policy} />
            </Section>
          ))}
      </>
    ),
  });
}
