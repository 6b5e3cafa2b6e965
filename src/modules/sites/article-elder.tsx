import { dayIn } from '../../lib/day.ts';
import { sayDayNear } from '../../lib/moments.ts';
import { ButtonLink } from '../../ui/components/button.tsx';
import { ElderStub } from '../../ui/components/elder.tsx';
import { LinkList, Section } from '../../ui/components/section.tsx';
import type { ArticleView } from './article-page.tsx';
import { hrefOf } from './lines.tsx';

/** Interpretation and document lead to each other, both ways. */
export const Related = ({ v }: { v: ArticleView }) =>
  v.explained || v.words.length > 0 ? (
    <Section title={v.explained ? '解读的文件' : '解读'} small>
      <LinkList
        items={[...(v.explained ? [v.explained] : []), ...v.words].map((p) => ({
          text: p.title,
          href: hrefOf(p.no),
          under: `${p.unitName}，${sayDayNear(p.publishedOn, v.today)}公开`,
        }))}
      />
    </Section>
  ) : null;

/** 大字版 of a piece: the stub in two lines, what it means, and three buttons; the text on demand. */
export const Elder = ({ v }: { v: ArticleView }) => {
  const no = v.listing?.no;
  const changed = v.editions.length > 1 ? '更正过，看的是最新的' : '发布后没改过';
  return (
    <>
      {v.listing && (
        <ElderStub
          lines={[
            `${v.content.unitName}${sayDayNear(dayIn(v.listing.firstPublishedAt), v.today)}公开`,
            `登记号 ${no}，${v.proof?.state === 'mismatch' ? '和登记的对不上，请先打电话核实' : changed}`,
          ]}
        />
      )}
      {v.content.answer && (
        <Section title="跟我有什么关系">
          <p>{v.content.answer}</p>
        </Section>
      )}
      <div class="btn-row">
        {v.unit?.phone && (
          <ButtonLink wide icon="phone" href={`tel:${v.unit.phone.replace(/[^\d+]/g, '')}`}>
            <span>
              打电话问 <span class="nobr">{v.unit.phone}</span>
            </span>
          </ButtonLink>
        )}
        {!v.full && no !== undefined && (
          <ButtonLink wide kind="primary" icon="file" href={`/p/${no}?full=1`}>
            看文件全文
          </ButtonLink>
        )}
        {v.parts.filter((p) => p.place === 'ask').map((p) => p.node)}
        {no !== undefined && (
          <ButtonLink wide icon="shield" href={`/p/${no}/check`}>
            对一对是不是真的
          </ButtonLink>
        )}
      </div>
    </>
  );
};
