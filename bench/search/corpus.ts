/** Articles of the law corpus as documents of the search: id = law id and article, stable over runs. */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

export type Article = {
  /** `<law id>:<article>`, e.g. `4ea4887c70ab:12`; `0` is what stands before the first article, `12-2` a second one of that number. */
  id: string;
  /** Title of the law and the article, as a piece of a portal would be called. */
  title: string;
  text: string;
  /** 法律, 行政法规, …: the portal's kind. */
  kind: string;
  /** Region or the body that made it: the portal's unit. */
  unit: string;
  /** Day of the last amendment. */
  day: string;
  status: string;
};

type Law = {
  id: string;
  title: string;
  subtitle: string | null;
  kind: string;
  branch: string | null;
  region: string | null;
} & {
  issued: string | null;
  status: string;
  text: string;
};

const HEAD = /^#*\s*(第[一二三四五六七八九十百千零〇]+条(?:之[一二三四五六七八九十]+)?)\s*/;

/** All articles in the order of the file. */
export function articles(path: string): Article[] {
  const out: Article[] = [];
  for (const line of gunzipSync(readFileSync(path)).toString('utf8').split('\n')) {
    if (line === '') continue;
    const law = JSON.parse(line) as Law;
    const name = law.subtitle ? `${law.title} ${law.subtitle}` : law.title;
    const seen = new Map<string, number>();
    const parts: { article: string; lines: string[] }[] = [{ article: '', lines: [] }];
    for (const l of law.text.split('\n')) {
      const head = HEAD.exec(l)?.[1];
      if (head) parts.push({ article: head, lines: [l] });
      else if (l.trim() !== '' && !l.startsWith('#')) parts.at(-1)?.lines.push(l);
    }
    for (const p of parts) {
      const text = p.lines.join('\n').trim();
      if (text === '') continue;
      const times = (seen.get(p.article) ?? 0) + 1;
      seen.set(p.article, times);
      out.push({
        id: `${law.id}:${p.article || '0'}${times > 1 ? `-${times}` : ''}`,
        title: `${name}${p.article ? ` ${p.article}` : ''}`,
        text,
        kind: law.kind,
        unit: law.region ?? law.branch ?? law.kind,
        day: law.issued ?? '2000-01-01',
        status: law.status,
      });
    }
  }
  return out;
}
