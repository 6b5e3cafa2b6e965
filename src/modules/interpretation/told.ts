import type { Reader } from '../../platform/db/connection.ts';
import {
  type Attachment,
  type EditionContent,
  EXPLANATION_FORMS,
  type Listed,
  list,
  openWork,
} from '../publication/index.ts';

const MOST = 20;

/** An interpretation that is out; `files` are those of its attachments that can still be seen. */
export type Told = { line: Listed; content: EditionContent; files: Attachment[] };

/** Interpretations of a policy, in the order they came out. */
export async function toldOf(db: Reader, no: number): Promise<Told[]> {
  const lines = await list(db, { interprets: no }, MOST);
  const open = await Promise.all(lines.map((l) => openWork(db, l.no)));
  return lines
    .flatMap((line, i) => {
      const current = open[i]?.current;
      const content = current?.content;
      return content ? [{ line, content, files: content.attachments.filter((a) => !current.gone.has(a.sha256)) }] : [];
    })
    .reverse();
}

export const formOf = (c: Pick<EditionContent, 'explanation'>): string =>
  EXPLANATION_FORMS[c.explanation?.form ?? 'text'];

/** 图解, 图解2: what each is called beside the others. */
export function namesOf(all: readonly Told[]): string[] {
  const seen = new Map<string, number>();
  return all.map(({ content }) => {
    const form = formOf(content);
    const n = (seen.get(form) ?? 0) + 1;
    seen.set(form, n);
    return n > 1 ? `${form}${n}` : form;
  });
}

/** How long its recordings last together, in seconds; 0 without any. */
export const secondsOf = (files: readonly Attachment[]): number => files.reduce((n, a) => n + (a.seconds ?? 0), 0);
