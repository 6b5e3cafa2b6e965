import { sayDay } from '../../lib/day.ts';
import { sayLength, textOf } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { PageHead } from '../../ui/components/section.tsx';
import { EmptyState } from '../../ui/components/state-box.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import { unitsById } from '../org/index.ts';
import { EXPLAINED_ELEMENTS, openWork } from '../publication/index.ts';
import { printArticle } from '../regulation/index.ts';
import { portalShell } from '../sites/index.ts';
import { hasMedia, type Media, MediaList, mediaOf } from './media.tsx';
import { namesOf, secondsOf, type Told, toldOf } from './told.ts';

/** Which articles of the policy an interpretation explains, each a link to the clause; nothing when it names none. */
const Explains = ({ no, t }: { no: number; t: Told }) => {
  const e = t.content.explanation;
  const articles = [...(e?.answers ?? []), ...(e?.questions ?? [])].flatMap((a) => a.article ?? []);
  const unique = [...new Set(articles)];
  return unique.length === 0 ? null : (
    <p class="link-row">
      讲到：
      {unique.map((a) => (
        <a key={a} href={`/p/${no}#art-${a}`}>
          {printArticle(a)}
        </a>
      ))}
    </p>
  );
};

const Words = ({ t }: { t: Told }) => {
  const n = [...textOf(t.content.html).replace(/\s/g, '')].length;
  return (
    <details class="form-words">
      <summary>读文字（{n.toLocaleString('zh-CN')}字）</summary>
      {/* Sanitised before it was frozen into the edition. */}
      <div class="prose" dangerouslySetInnerHTML={{ __html: t.content.html }} />
    </details>
  );
};

type FormProps = { no: number; t: Told; name: string; media: Media; unit: string };
const Form = ({ no, t, name, media, unit }: FormProps) => {
  const answered = EXPLAINED_ELEMENTS.filter((x) => t.content.explanation?.answers.some((a) => a.name === x.name));
  return (
    <section class="form-told" id={`i-${t.line.no}`} aria-labelledby={`i-${t.line.no}-title`}>
      <p class="form-told-kind">
        <Tag tone="help">{name}</Tag>
        {secondsOf(t.files) > 0 && <span>{sayLength(secondsOf(t.files))}</span>}
      </p>
      <h2 id={`i-${t.line.no}-title`}>
        <a href={`/p/${t.line.no}`}>{t.line.title}</a>
      </h2>
      <p class="form-told-by">
        {unit}，{sayDay(t.line.publishedOn)}公开
      </p>
      <MediaList m={media} title={t.line.title} words="下面的文字里" />
      {!hasMedia(media) && t.content.answer && <p>{t.content.answer}</p>}
      {answered.length > 0 && <p class="form-told-by">回答了：{answered.map((a) => a.question).join('、')}</p>}
      <Explains no={no} t={t} />
      <Words t={t} />
    </section>
  );
};

/** `/p/:no/interpretations`: every form in which a policy is explained, side by side. */
export async function formsPage(c: Req): Promise<Answer> {
  const db = c.system.readDb;
  const no = /^\d{1,15}$/.test(c.params.no ?? '') ? Number(c.params.no) : 0;
  const open = no > 0 ? await openWork(db, no) : undefined;
  const policy = open?.work.state === 'published' ? open.current.content : undefined;
  if (!open || !policy) throw new AppError('not_found', c.path, '没有这份文件，或者它已经撤下。');
  const [all, units] = await Promise.all([toldOf(db, no), unitsById(db)]);
  const media = await Promise.all(all.map((t) => mediaOf(c, t.files, '', t.content.explanation?.form === 'slides')));
  const names = namesOf(all);
  const kinds = [...new Set(names.map((n) => n.replace(/\d+$/, '')))];
  return portalShell(c, {
    title: `怎么理解：${policy.title}`,
    current: 'zcjd',
    breadcrumbs: [{ text: '首页', href: '/' }, { text: policy.title, href: `/p/${no}` }, { text: '全部解读' }],
    wide: true,
    children: (
      <>
        <PageHead
          over={<a href={`/p/${no}`}>{policy.title}</a>}
          title="怎么理解这份文件"
          lead={
            all.length === 0
              ? undefined
              : `${all.length}件解读，${kinds.length}种形式：${kinds.join('、')}。内容一致，挑您方便的看。`
          }
        />
        {all.length === 0 ? (
          <EmptyState title="这份文件还没有解读。" next={<a href={`/ask?about=${no}`}>问起草的部门</a>}>
            <p>谁起草，谁解读。解读公开以后列在这里。</p>
          </EmptyState>
        ) : (
          <>
            <nav class="link-row" aria-label="各种形式">
              {all.map((t, i) => (
                <a key={t.line.no} href={`#i-${t.line.no}`}>
                  {names[i]}
                </a>
              ))}
              <a href={`/p/${no}#one-page`}>一页看懂</a>
              <a href={`/p/${no}/questions`}>按问答看</a>
            </nav>
            <div class="forms-told">
              {all.map((t, i) => (
                <Form
                  key={t.line.no}
                  no={no}
                  t={t}
                  name={names[i] ?? ''}
                  media={media[i] as Media}
                  unit={units.get(t.line.unitId)?.shortName ?? t.line.unitName}
                />
              ))}
            </div>
          </>
        )}
      </>
    ),
  });
}
