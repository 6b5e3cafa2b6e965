import type { Day } from '../../lib/day.ts';
import type { CheckEnv, SeenCitation } from '../../lib/finding.ts';
import type { Specimen } from '../../lib/specimen.ts';
import type { Reader } from '../../platform/db/connection.ts';
import type { System } from '../../platform/system.ts';
import { libraryNow } from './kept.ts';
import { articlesOfText } from './library-store.ts';
import { articleEdit, laterOrder, movedTo, orderEdit, type TextEdit, textOfOrder, textWith } from './rules/amend.ts';
import { citationsOf } from './rules/cite.ts';
import { printArticle } from './rules/judge.ts';
import { versionOn } from './rules/library.ts';
import { misquoted, quotedAfter } from './rules/quotes.ts';
import type { Article, Citation, Law, Library } from './rules/types.ts';

const MOST = 300;
/** 《…》同时废止: naming what is repealed in order to say so. */
const REPEALS = /^[^。；\n]{0,14}(?:废止|失效|停止执行)/;

/** The articles of texts, each read once. */
function reader(db: Reader): (versionId: string) => Promise<Article[]> {
  const read = new Map<string, Promise<Article[]>>();
  return (versionId) => {
    const found = read.get(versionId);
    if (found) return found;
    const articles = articlesOfText(db, versionId).then((list) =>
      list.map((a) => ({ no: a.no, heading: a.heading, paragraphs: [], text: a.body })),
    );
    read.set(versionId, articles);
    return articles;
  };
}

type Mended = { suggestion?: string; edits?: readonly TextEdit[] };

/** The number in force, when the library can show which one it is; without that only what is known is suggested. */
async function mend(c: Citation, law: Law, today: Day, articles: ReturnType<typeof reader>): Promise<Mended> {
  const now = versionOn(law, today);
  const edits: TextEdit[] = [];
  const said: string[] = [];
  let sure = true;
  if (c.status === 'outdated' && c.order) {
    const later = laterOrder(law, c.order, today);
    if (!later) return {};
    const edit = orderEdit(c, later.no);
    if (edit) edits.push(edit);
    // The order stands before the title, outside the citation: mending the rest alone would look like a whole correction. A further
    // article of a list (第六条) has none of its own.
    else if (!c.quote.startsWith('第')) sure = false;
    said.push(`${later.organ}令第${later.no}号`);
  }
  if (c.pin && now && (c.status === 'outdated' || c.status === 'no-such-article')) {
    const old = c.status === 'outdated' && c.order ? textOfOrder(law, c.order) : textWith(law, now.id, c.pin.article);
    const to =
      old && old.id !== now.id ? movedTo(await articles(old.id), await articles(now.id), c.pin.article) : undefined;
    // Paragraphs and items may have moved inside the article too: that is for a person to see.
    if (to === undefined || c.pin.paragraph !== undefined || c.pin.item !== undefined) sure = false;
    if (to !== undefined) said.push(printArticle(to));
    const edit = to !== undefined && to !== c.pin.article ? articleEdit(c, to) : undefined;
    if (edit) edits.push(edit);
  }
  return {
    ...(said.length > 0 ? { suggestion: said.join('') } : {}),
    ...(sure && said.length > 0 ? { edits } : {}),
  };
}

async function seen(
  c: Citation,
  at: { layer: number; text: string },
  library: Library,
  today: Day,
  articles: ReturnType<typeof reader>,
): Promise<SeenCitation[]> {
  const law = c.lawId === undefined ? undefined : library.byId(c.lawId);
  const base = { layer: at.layer, from: c.from, to: c.to, quote: c.quote, law: c.law };
  const out: SeenCitation[] = [];
  const ending = (c.status === 'repealed' || c.status === 'outdated') && REPEALS.test(at.text.slice(c.to, c.to + 30));
  if (c.status !== 'current' && !ending)
    out.push({ ...base, status: c.status, say: c.say, ...(law ? await mend(c, law, today, articles) : {}) });
  const quoted = c.version && c.pin && c.status === 'current' ? quotedAfter(at.text, c.to) : undefined;
  if (quoted && c.version && c.pin) {
    const article = (await articles(c.version)).find((a) => a.no === c.pin?.article);
    const wrong = article && misquoted(quoted.words, article.text);
    if (wrong)
      out.push({
        ...base,
        from: quoted.from,
        to: quoted.to,
        quote: quoted.words,
        status: 'misquoted',
        say: `《${c.law}》${printArticle(c.pin.article)}的原文不是这样写的。`,
        ...(wrong.nearest === undefined
          ? {}
          : { suggestion: wrong.nearest, edits: [{ from: quoted.from, to: quoted.to, with: wrong.nearest }] }),
      });
  }
  return out;
}

/** What a specimen cites wrongly as of today; nothing while the library is empty, because then nothing can be said. */
export async function citationEnv(
  system: System,
  db: Reader,
  about: { specimen: Specimen; today: Day },
): Promise<Partial<CheckEnv>> {
  const library = await libraryNow(system, db);
  if (library.size === 0) return {};
  const articles = reader(db);
  const citations: SeenCitation[] = [];
  for (const [layer, l] of about.specimen.layers.entries()) {
    // A law's name in a title is what the piece is about, not what it cites.
    if (l.kind !== 'shown') continue;
    for (const c of citationsOf(l.text, library, about.today).slice(0, MOST))
      citations.push(...(await seen(c, { layer, text: l.text }, library, about.today, articles)));
  }
  return { citations };
}
