import { periods } from '../../../law/index.ts';
import type { Refusal } from '../../lib/ruling.ts';
import { addressOf } from '../../lib/sender.ts';
import { transaction } from '../../platform/db/connection.ts';
import { unkept } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Checkbox, Input, Select, Textarea } from '../../ui/components/form.tsx';
import { Note } from '../../ui/components/note.tsx';
import { SearchBox } from '../../ui/components/search.tsx';
import { LinkList, PageHead, Section } from '../../ui/components/section.tsx';
import { beginVisit, newToken, visitCookie } from '../org/index.ts';
import { portalShell } from '../sites/index.ts';
import { askQuestion, receipted, sentBefore } from './ask.ts';
import { entries } from './entries.ts';
import { waitOf } from './limiter.ts';
import { sayDue } from './moments.ts';
import { unitNames } from './names.ts';
import { drafterOf, type Policy, policyOf, workNoIn } from './policy.ts';
import { receiptPage } from './receipt-page.tsx';
import { clockOf, FLOW, KINDS, MOST_WORDS, shorten } from './rules/index.ts';
import { sayConsultation } from './say.ts';
import { countTurnedAway, settingOf } from './settings.ts';

export const FIELD: Record<string, string> = {
  no_words: 'words',
  too_long: 'words',
  contact_too_long: 'contact',
  bad_contact: 'contact',
  no_kind: 'kind',
  no_such_clause: 'clause',
  no_work: 'about',
};

type Typed = {
  about: string;
  clause: string;
  kind: string;
  words: string;
  contact: string;
  publish: boolean;
  once: string;
};

type Extra = { refusals?: readonly Refusal[]; waitMinutes?: number };

async function formPage(c: Req, v: Typed, x: Extra = {}): Promise<Answer> {
  const db = c.system.readDb;
  const no = v.about === '' ? undefined : workNoIn(v.about);
  const policy = no === undefined ? undefined : await policyOf(db, no);
  const today = c.system.clock.today();
  const [setting, unitId, nameOf] = await Promise.all([settingOf(db), drafterOf(db, policy?.unitId), unitNames(db)]);
  const clock = clockOf(periods, today, null, c.system.calendar);
  // Said at once, before anybody writes a question about a document that is not there.
  const missing = v.about !== '' && !policy;
  const lost: Refusal[] = missing && c.method === 'GET' ? [{ code: 'no_work', basis: FLOW }] : [];
  const refusals = x.refusals ?? lost;
  const error = (field: string) => refusals.filter((r) => FIELD[r.code] === field).map(sayConsultation)[0];
  const clause = policy?.clauses.find((k) => k.id === v.clause);
  return unkept(
    await portalShell(c, {
      title: policy ? `问这份文件：${policy.title}` : '咨询政策',
      current: 'hdjl',
      breadcrumbs: [
        { text: '首页', href: '/' },
        ...(policy
          ? [{ text: shorten(policy.title, 20), href: `/p/${policy.no}` }]
          : [{ text: '咨询问答', href: '/answers' }]),
        { text: policy ? '问这份文件' : '咨询政策' },
      ],
      meta: { noindex: true },
      status: x.waitMinutes ? 429 : lost.length > 0 ? 404 : refusals.length > 0 ? 422 : 200,
      children: (
        <>
          <PageHead
            title={policy ? '问这份文件' : '咨询政策'}
            over={policy && <a href={`/p/${policy.no}`}>{policy.title}</a>}
            lead={`不用注册。${clock.number}个工作日内，由${unitId ? `起草它的${nameOf(unitId)}` : '起草它的部门'}答复。`}
          />
          <ErrorSummary errors={refusals.map((r) => ({ field: FIELD[r.code], text: sayConsultation(r) }))} />
          {x.waitMinutes && (
            <Note tone="warn" title={`这个网络刚提了不少问题，请${x.waitMinutes}分钟以后再按一次“提交问题”。`} live>
              <p>您写的都还在下面，没有丢，也没有提交。急的话请打电话问。</p>
            </Note>
          )}
          <Already policy={policy} found={await earlier(c, policy, v)} />
          <Section title="您的问题">
            <form method="post" action="/ask" data-guard>
              <input type="hidden" name="once" value={v.once} />
              {policy ? (
                <>
                  <input type="hidden" name="about" value={String(policy.no)} />
                  {policy.clauses.length > 0 && (
                    <Select
                      name="clause"
                      label="是哪一条"
                      empty="说不准是哪一条"
                      options={policy.clauses.map((k) => ({ value: k.id, text: `${k.label}　${shorten(k.text, 24)}` }))}
                      value={clause?.id}
                      error={error('clause')}
                    />
                  )}
                </>
              ) : (
                <Input
                  name="about"
                  label="问的是哪份文件"
                  hint="写登记号或网址，从文件页点“问这份文件”过来会自动填好。例：12"
                  value={v.about}
                  error={error('about')}
                  optional
                  maxlength={200}
                />
              )}
              {clause && <blockquote class="indent">{clause.text}</blockquote>}
              <Textarea
                name="words"
                label="想问什么"
                hint={`请不要写身份证号、银行卡号。最多${MOST_WORDS}字。`}
                value={v.words}
                rows={6}
                error={error('words')}
              />
              <Select
                name="kind"
                label="是哪方面的事"
                options={KINDS.map((k) => ({ value: k, text: k === '其他' ? '其他，或说不准' : k }))}
                value={v.kind}
                error={error('kind')}
              />
              <Input
                name="contact"
                label="答复了怎么告诉您"
                hint={`写手机号或邮箱。加密存放，只有承办人能看，答复${setting.keepContactDays}天后删除。不留也行，凭编号和密码来看。`}
                value={v.contact}
                error={error('contact')}
                optional
                autocomplete="off"
                maxlength={100}
              />
              <Checkbox
                name="publish"
                label="同意去掉个人信息以后公开"
                hint="以后有同样疑问的人就能直接看到答复。不勾，只答复您一个人。"
                checked={v.publish}
              />
              <Note tone="help" title={`今天提交的话，最晚${sayDue(clock.due, today)}答复`}>
                <p>
                  从第二天起算{clock.number}个工作日，周末和放假不算。依据：{clock.basis}
                </p>
              </Note>
              <div class="btn-row">
                <Button kind="primary">提交问题</Button>
              </div>
            </form>
          </Section>
          <p class="link-row">
            <a href="/ask/status">已经问过，去看答复</a>
          </p>
        </>
      ),
    }),
  );
}

type Found = { no: string; words: string; answer: string; label: string | null };

/** What was answered about this clause, this policy, or what was typed so far; at most four. */
async function earlier(c: Req, policy: Policy | undefined, v: Typed): Promise<Found[]> {
  const db = c.system.readDb;
  const about = policy ? { workNo: policy.no } : {};
  const lists = await Promise.all([
    v.words.trim() ? entries(db, { q: v.words }, 4) : [],
    policy && v.clause ? entries(db, { ...about, clause: v.clause }, 4) : [],
    policy ? entries(db, about, 4) : [],
  ]);
  const all = new Map(lists.flat().map((e) => [e.no, e]));
  return [...all.values()]
    .slice(0, 4)
    .map((e) => ({ no: e.no, words: e.words, answer: e.answer, label: e.clauseLabel }));
}

const Already = ({ policy, found }: { policy: Policy | undefined; found: Found[] }) => (
  <Section title="先看看是不是已经有人问过">
    <SearchBox
      action="/answers"
      size="page"
      id="answers-q"
      label="用一句话说您的疑问"
      placeholder="例：没用完的补贴怎么办"
      suggest="/answers/suggest"
      hidden={policy ? [{ name: 'about', value: String(policy.no) }] : []}
    />
    {found.length > 0 && (
      <>
        <LinkList
          items={found.map((e) => ({
            text: shorten(e.words, 50),
            href: `/answers/${e.no}`,
            under: `${e.label ? `${e.label}，` : ''}答：${shorten(e.answer, 60)}`,
          }))}
        />
        {policy && (
          <p class="link-row">
            <a href={`/p/${policy.no}/questions`}>这份文件的全部问答</a>
          </p>
        )}
      </>
    )}
  </Section>
);

/** `/ask`, `/ask?about=17`, `/ask?about=17&clause=art-8`. */
export const askForm = (c: Req): Promise<Answer> =>
  formPage(c, {
    about: (c.query.get('about') ?? '').slice(0, 200),
    clause: c.query.get('clause') ?? '',
    kind: '其他',
    words: (c.query.get('q') ?? '').slice(0, MOST_WORDS),
    contact: '',
    publish: false,
    once: newToken(),
  });

/** Everything typed stays in the form, with the minutes to wait; that somebody was turned away is counted. */
async function turnedAway(c: Req, v: Typed, wait: number): Promise<Answer> {
  await transaction(c.system.db, (tx) => countTurnedAway(tx, c.system.clock.today()));
  const minutes = Math.ceil(wait / 60_000);
  const answer = await formPage(c, v, { waitMinutes: minutes });
  return { ...answer, headers: { ...answer.headers, 'retry-after': String(minutes * 60) } };
}

export async function takeQuestion(c: Req): Promise<Answer> {
  const t = (name: string): string => c.form.text(name).replace(/\r\n/g, '\n');
  const v: Typed = {
    about: t('about').trim(),
    clause: t('clause'),
    kind: t('kind') || '其他',
    words: t('words'),
    contact: t('contact').trim(),
    publish: c.form.text('publish') === '1',
    // A form without its mark (sent by a program) is a form like another, only not proof against a double click.
    once: /^[\w-]{43}$/.test(t('once')) ? t('once') : newToken(),
  };
  const workNo = v.about === '' ? null : (workNoIn(v.about) ?? 0);
  const asked = {
    workNo,
    clause: v.clause || null,
    kind: v.kind,
    words: v.words,
    contact: v.contact,
    mayPublish: v.publish,
    secret: v.once,
    ip: addressOf(c.ip),
  };
  // Before the password is made, which takes a moment of the machine.
  const wait = await waitOf(c.system, c.ip, await settingOf(c.system.readDb));
  if (wait > 0 && !(await sentBefore(c.system.db, asked))) return turnedAway(c, v, wait);
  const out = await askQuestion(c.system, c.actor, asked, c.requestId);
  // Others from the same address were quicker by a moment.
  const late = out.ok ? undefined : out.refusals.find((r) => r.code === 'too_many');
  if (late) return turnedAway(c, v, Number(late.detail?.seconds) * 1000);
  if (!out.ok) return formPage(c, v, { refusals: out.refusals });
  const answer = unkept(await receiptPage(c, out.value));
  const token = await beginVisit(c.system, receipted, out.value.question.id);
  return { ...answer, cookies: [visitCookie(receipted, token)] };
}
