import { sayDay } from '../../lib/day.ts';
import { Recent } from '../../lib/recent.ts';
import type { Req } from '../../platform/http/types.ts';
import type { PagePart, WorkShown } from '../../platform/module.ts';
import { Section } from '../../ui/components/section.tsx';
import { type CitedLaw, citedBy } from './cited.ts';
import { lawHref, linkCitations } from './decorate.ts';
import { libraryNow } from './kept.ts';
import { printArticle } from './rules/judge.ts';
import { versionOn } from './rules/library.ts';
import type { Library } from './rules/types.ts';

/** Links from the shown text to the laws it cites, as they were when it was first published. */
export async function decorate(c: Req, work: WorkShown, html: string): Promise<string> {
  const library = await libraryNow(c.system, c.system.readDb);
  if (library.size === 0) return html;
  let kept = linked.get(library);
  if (!kept) {
    kept = new Recent(MOST);
    linked.set(library, kept);
  }
  const on = work.publishedOn;
  return kept.of(
    `${on}\n${html}`,
    () => linkCitations(html, library, on),
    (out) => out.length,
  );
}

/** A text is linked the same way as long as the library stays: once for each text, and anew with another library. */
const linked = new WeakMap<Library, Recent<string>>();
const MOST = 8_000_000;

/** 引用时有效: which of the laws a work cites have another text by now, or none. Nothing where nothing changed. */
export async function parts(c: Req, work: WorkShown): Promise<readonly PagePart[]> {
  const db = c.system.readDb;
  const library = await libraryNow(c.system, db);
  if (library.size === 0) return [];
  const today = c.system.clock.today();
  const byLaw = Map.groupBy(await citedBy(db, work.no), (x) => x.lawId);
  const rows = [...byLaw].flatMap(([lawId, cited]) => {
    const law = library.byId(lawId);
    const [first] = cited;
    if (!law || !first) return [];
    const then = law.versions.find((v) => v.id === first.versionId);
    const now = versionOn(law, today);
    const changed = then && now && now !== then;
    if (!law.repealed && !changed) return [];
    return [
      <li key={lawId}>
        <a href={lawHref(lawId, first.judgedOn)}>《{law.title}》</a>
        {articlesOf(cited)}：引用时有效。
        {law.repealed
          ? '来源标明现在已经废止或失效。'
          : now?.from &&
            then && (
              <>
                {sayDay(now.from)}起有新的文本，
                <a href={`/laws/${encodeURIComponent(lawId)}/compare?from=${then.id}&to=${now.id}`}>逐条对照</a>。
              </>
            )}
      </li>,
    ];
  });
  return rows.length === 0
    ? []
    : [
        {
          place: 'aside',
          node: (
            <Section title="引用的法规后来有变化" level={2} small>
              <ul>{rows}</ul>
            </Section>
          ),
        },
      ];
}

const articlesOf = (cited: readonly CitedLaw[]): string =>
  cited
    .filter((x) => x.article !== '')
    .map((x) => printArticle(x.article))
    .join('、');
