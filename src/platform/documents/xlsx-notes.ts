import type { Limits } from './limits.ts';
import { attr, walkXml } from './xml.ts';

/** Comments of a sheet, old ones and threads, each with its cell and who wrote it. */
export function commentsOf(
  xml: string,
  persons: ReadonlyMap<string, string>,
  limits: Limits,
): { notes: { ref: string; by: string; text: string }[]; authors: string[] } {
  const notes: { ref: string; by: string; text: string }[] = [];
  const authors: string[] = [];
  let on = false;
  let author = false;
  walkXml(
    xml,
    {
      open(name, a) {
        if (name === 'author') {
          author = true;
          authors.push('');
        } else if (name === 'comment')
          notes.push({ ref: a.ref ?? '', by: authors[Number(a.authorId)] ?? '', text: '' });
        else if (name === 'threadedComment')
          notes.push({ ref: a.ref ?? '', by: persons.get(attr(a, 'personId') ?? '') ?? '', text: '' });
        else if (name === 't' || name === 'text') on = true;
      },
      text(part) {
        const note = notes.at(-1);
        if (author) authors[authors.length - 1] += part;
        else if (on && note) note.text += part;
      },
      close(name) {
        if (name === 'author') author = false;
        else if (name === 't' || name === 'text') on = false;
      },
    },
    limits,
  );
  return { notes: notes.filter((n) => n.text.trim()), authors: authors.filter((a) => a.trim()) };
}

/** Who wrote in threads, by the id that comments name. */
export function personsOf(xml: string, limits: Limits): Map<string, string> {
  const out = new Map<string, string>();
  walkXml(
    xml,
    {
      open(name, a) {
        if (name === 'person') out.set(a.id ?? '', [a.displayName, a.userId].filter(Boolean).join(' '));
      },
    },
    limits,
  );
  return out;
}
