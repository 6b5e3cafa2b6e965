import { allow, type Refusal, type Ruling, refuse } from '../../lib/ruling.ts';

export type WorkState = 'published' | 'withdrawn' | 'erased';
export type DraftFacts = {
  title: string;
  html: string;
  columns: readonly string[];
  issuedOn?: string;
  elements?: readonly unknown[];
};

/** What no edition may lack, whoever publishes it. 发展指引 5.7; 条例第二十六条 for the order of dates. */
export function mayPublish(d: DraftFacts, publishedOn: string): Ruling<true> {
  const no: Refusal[] = [];
  if (d.title.trim() === '') no.push({ code: 'no_title', basis: '政府网站发展指引' });
  if (d.columns.length === 0) no.push({ code: 'no_column', basis: '政府网站发展指引' });
  // An emptied editor leaves blanks written as entities.
  // What the form asked for under an item is text as good as any other.
  const blank = d.html.replace(/<[^>]*>|&nbsp;|&#160;/g, '').trim() === '' && !/<img\b/.test(d.html);
  if (blank && (d.elements?.length ?? 0) === 0) no.push({ code: 'no_text', basis: '政府网站发展指引' });
  if (d.issuedOn && d.issuedOn > publishedOn)
    no.push({
      code: 'issued_after_published',
      basis: '政府信息公开条例第二十六条',
      detail: { issuedOn: d.issuedOn, publishedOn },
    });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** A correction needs a reason that readers can see, and something that is still published. */
export function mayCorrect(state: WorkState, reason: string): Ruling<true> {
  const no: Refusal[] = [];
  if (state !== 'published') no.push({ code: 'not_published', basis: '公开后的更正以已公开为前提', detail: { state } });
  if (reason.trim() === '') no.push({ code: 'no_reason', basis: '更正、撤下要向社会说明原因' });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** Withdrawing takes the piece out of lists and search; its editions stay addressable under a notice. */
export const mayWithdraw = mayCorrect;
