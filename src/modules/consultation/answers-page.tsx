import { type Day, dayIn } from '../../lib/day.ts';
import { sayDayNear, sayMoment } from '../../lib/moments.ts';
import { AppError } from '../../platform/errors.ts';
import { json } from '../../platform/http/answer.ts';
import { pageOf } from '../../platform/http/query.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button, ButtonLink } from '../../ui/components/button.tsx';
import { Select } from '../../ui/components/form.tsx';
import { AnswerBox, Note } from '../../ui/components/note.tsx';
import { Pagination } from '../../ui/components/pagination.tsx';
import { SearchBox } from '../../ui/components/search.tsx';
import { LinkList, PageHead, Section } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { unitsById } from '../org/index.ts';
import { portalShell } from '../sites/index.ts';
import { countEntries, type Entry, entries, entryByNo, unitsOfEntries, yearsOfEntries } from './entries.ts';
import { unitNames, workTitles } from './names.ts';
import { KINDS, readNumber, shorten } from './rules/index.ts';

const PAGE = 20;

type Titles = Awaited<ReturnType<typeof workTitles>>;

const EntryList = ({
  found,
  nameOf,
  titles,
  today,
}: {
  found: Entry[];
  nameOf: (id: string | null) => string;
  titles: Titles;
  today: Day;
}) => (
  <LinkList
    items={found.map((e) => ({
      text: shorten(e.words, 60),
      href: `/answers/${e.no}`,
      under: (
        <>
          {`答：${shorten(e.answer, 80)}`}
          <br />
          {[
            nameOf(e.unitId),
            e.workNo === null ? undefined : titles.get(e.workNo)?.title,
            e.clauseLabel,
            `${sayDayNear(dayIn(e.askedAt), today)}问，${sayDayNear(dayIn(e.answeredAt), today)}答`,
            e.lookAgain ? '条文改了，正在核对' : undefined,
          ]
            .filter(Boolean)
            .join('　')}
        </>
      ),
    }))}
  />
);

/** `/answers`: what was asked and answered, by words, unit, kind and year. */
export async function answersPage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const q = (c.query.get('q') ?? '').slice(0, 200);
  const about = /^\d{1,15}$/.test(c.query.get('about') ?? '') ? Number(c.query.get('about')) : undefined;
  const year = /^\d{4}$/.test(c.query.get('year') ?? '') ? Number(c.query.get('year')) : undefined;
  const kind = KINDS.find((k) => k === c.query.get('kind'));
  const [units, withAny, years] = await Promise.all([unitsById(db), unitsOfEntries(db), yearsOfEntries(db)]);
  const unitId = withAny.find((u) => u === c.query.get('unit'));
  const f = {
    ...(q.trim() ? { q } : {}),
    ...(unitId ? { unitId } : {}),
    ...(kind ? { kind } : {}),
    ...(year ? { year } : {}),
    ...(about === undefined ? {} : { workNo: about }),
  };
  const page = pageOf(c.query);
  const [total, found, nameOf] = await Promise.all([
    countEntries(db, f),
    entries(db, f, PAGE, (page - 1) * PAGE),
    unitNames(db),
  ]);
  const titles = await workTitles(
    db,
    found.map((e) => e.workNo),
  );
  const today = c.system.clock.today();
  const next = (n: number): string => {
    const p = new URLSearchParams(c.query);
    p.set('page', String(n));
    return `/answers?${p}`;
  };
  return portalShell(c, {
    title: q ? `${q}：咨询问答` : '咨询问答',
    current: 'hdjl',
    breadcrumbs: [{ text: '首页', href: '/' }, { text: '咨询问答' }],
    aside: (
      <Section title="筛选" small>
        <form method="get" action="/answers">
          {q && <input type="hidden" name="q" value={q} />}
          {about !== undefined && <input type="hidden" name="about" value={String(about)} />}
          <Select
            name="unit"
            label="哪个部门答的"
            empty="全部部门"
            options={withAny.map((u) => ({ value: u, text: units.get(u)?.name ?? u }))}
            value={unitId}
          />
          <Select
            name="kind"
            label="哪方面的事"
            empty="全部"
            options={KINDS.map((k) => ({ value: k, text: k }))}
            value={kind}
          />
          <Select
            name="year"
            label="哪一年"
            empty="各年"
            options={years.map((y) => ({ value: String(y), text: `${y}年` }))}
            value={year ? String(year) : undefined}
          />
          <Button>按这些筛选</Button>
        </form>
      </Section>
    ),
    children: (
      <>
        <PageHead
          title="咨询问答"
          lead="别人问过的，起草部门答过的。网站、窗口、热线、新媒体用的是同一个答问库。"
          actions={
            <ButtonLink href={`/ask${about === undefined ? '' : `?about=${about}`}`} icon="question">
              问一个新问题
            </ButtonLink>
          }
        />
        <SearchBox
          action="/answers"
          size="page"
          id="answers-q"
          label="搜问答"
          placeholder="例：没用完的补贴怎么办"
          value={q}
          suggest="/answers/suggest"
          hidden={about === undefined ? [] : [{ name: 'about', value: String(about) }]}
        />
        <Section title={`${total}条`} id="found">
          {found.length === 0 ? (
            <EmptyState
              title={q ? `没有找到和“${shorten(q, 20)}”接近的问答。` : '这样筛选没有问答。'}
              next={
                <a
                  href={`/ask?${new URLSearchParams({ ...(q ? { q } : {}), ...(about === undefined ? {} : { about: String(about) }) })}`}
                >
                  问起草的部门
                </a>
              }
            >
              <p>还没有人问过，或者问的人没有同意公开。</p>
            </EmptyState>
          ) : (
            <EntryList found={found} nameOf={nameOf} titles={titles} today={today} />
          )}
          <Pagination page={page} pages={Math.ceil(total / PAGE)} hrefFor={next} />
        </Section>
      </>
    ),
  });
}

/** `/answers/ZX-2026-00317` */
export async function answerPage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const no = readNumber(c.params.no ?? '');
  const e = no && (await entryByNo(db, no));
  if (!e) throw new AppError('not_found', c.path, '没有公开这条问答。');
  const [nameOf, titles] = await Promise.all([unitNames(db), workTitles(db, [e.workNo])]);
  const work = e.workNo === null ? undefined : titles.get(e.workNo);
  const today = c.system.clock.today();
  const about = e.workNo === null ? '' : `?about=${e.workNo}${e.clause ? `&clause=${e.clause}` : ''}`;
  return portalShell(c, {
    title: shorten(e.words, 40),
    current: 'hdjl',
    breadcrumbs: [{ text: '首页', href: '/' }, { text: '咨询问答', href: '/answers' }, { text: e.no }],
    meta: { description: shorten(e.answer, 100) },
    children: (
      <>
        <PageHead over={`${e.kind}　${sayMoment(e.askedAt, today)}问`} title={shorten(e.words, 120)} />
        {e.lookAgain && (
          <Note tone="warn" title={`引用的条文在第${e.lookAgain}版改了，${nameOf(e.unitId)}正在核对这条答复。`}>
            <p>在核对完以前，请以文件现在的文字为准。</p>
          </Note>
        )}
        {[...e.words].length > 120 && e.words.split('\n').map((line, i) => <p key={i}>{line}</p>)}
        <AnswerBox
          source={`${nameOf(e.unitId)}，${sayMoment(e.answeredAt, today)}答复`}
          links={
            work?.href && (
              <a href={`${work.href}${e.clause ? `#${e.clause}` : ''}`}>
                {work.title}
                {e.clauseLabel ?? ''}
                {e.version ? `（第${e.version}版）` : ''}
              </a>
            )
          }
        >
          {e.answer.split('\n').map((line, i) => (
            <p key={i}>{line}</p>
          ))}
        </AnswerBox>
        <p class="link-row">
          {e.workNo !== null && <a href={`/p/${e.workNo}/questions`}>这份文件的全部问答</a>}
          <a href={`/ask${about}`}>还是不明白，接着问</a>
        </p>
      </>
    ),
  });
}

/** Suggestions while the next asker types: questions that were answered. */
export async function suggest(c: Req): Promise<Answer> {
  const q = (c.query.get('q') ?? '').slice(0, 200);
  const found = q.trim() ? await entries(c.system.readDb, { q }, 6) : [];
  return json({ suggestions: found.map((e) => shorten(e.words, 60)) });
}
