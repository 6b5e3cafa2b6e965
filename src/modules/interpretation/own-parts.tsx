import type { Req } from '../../platform/http/types.ts';
import type { PagePart, WorkShown } from '../../platform/module.ts';
import { LinkList, Section } from '../../ui/components/section.tsx';
import { openWork } from '../publication/index.ts';
import { hasMedia, MediaList, mediaOf } from './media.tsx';
import { formOf, namesOf, toldOf } from './told.ts';

/** On an interpretation's own page: what it shows and plays, above its words; beside it the other forms of the same. */
export async function ownParts(c: Req, work: WorkShown): Promise<PagePart[]> {
  const db = c.system.readDb;
  const current = (await openWork(db, work.no))?.current;
  const content = current?.content;
  if (!content) return [];
  const files = content.attachments.filter((a) => !current.gone.has(a.sha256));
  const slides = content.explanation?.form === 'slides';
  const [media, all] = await Promise.all([
    mediaOf(c, files, content.html, slides),
    content.interprets === undefined ? [] : toldOf(db, content.interprets),
  ]);
  const names = namesOf(all);
  const others = all.flatMap((t, i) => (t.line.no === work.no ? [] : [{ t, name: names[i] ?? formOf(t.content) }]));
  const parts: PagePart[] = [];
  if (hasMedia(media))
    parts.push({ place: 'summary', node: <MediaList m={media} title={content.title} words="下面的正文里" /> });
  if (others.length > 0)
    parts.push({
      place: 'aside',
      node: (
        <Section title="同一份文件的别的解读" small>
          <LinkList
            items={others.map(({ t, name }) => ({ text: t.line.title, href: `/p/${t.line.no}`, under: name }))}
          />
          <p class="link-row">
            <a href={`/p/${content.interprets}/interpretations`}>几种形式放在一起看</a>
          </p>
        </Section>
      ),
    });
  return parts;
}
