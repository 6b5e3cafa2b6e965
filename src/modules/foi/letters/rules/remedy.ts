import type { RemedyText } from '../../rules/types.ts';

type Limits = Pick<RemedyText, 'reviewFirst' | 'reviewDays' | 'suitAfterReviewDays' | 'suitMonths'>;

const FIRST = /先申请行政复议|应当先.{0,6}复议|复议前置/;

/**
 * What is wrong with the paragraph on objections, one sentence each. Compared by what it tells, not
 * letter by letter, so that a clerk may word it otherwise: the days of the review, whether review comes first, the months or
 * days of the suit, and that both ways are told where both are open.
 */
export function remedyProblems(words: string, remedy: Limits): string[] {
  const no: string[] = [];
  const review = [...words.matchAll(/(\d+)[日天]内[^。；，]{0,40}?申请行政复议/g)].map((m) => Number(m[1]));
  if (review.length === 0) no.push(`没有写明自收到之日起${remedy.reviewDays}日内可以申请行政复议，以及向谁申请。`);
  for (const n of review)
    if (n !== remedy.reviewDays) no.push(`申请行政复议的期限写成${n}日，应是${remedy.reviewDays}日。`);
  const first = FIRST.test(words);
  if (remedy.reviewFirst && !first) no.push('不予公开的，应当先申请行政复议，对复议决定不服才能起诉；没有写明这一点。');
  if (!remedy.reviewFirst && first) no.push('这种决定可以直接起诉，不必先申请行政复议。');
  const months = [...words.matchAll(/(\d+)个月内[^。；，]{0,40}?提起行政诉讼/g)].map((m) => Number(m[1]));
  if (remedy.suitMonths === null) {
    if (months.length > 0) no.push(`写了${months[0]}个月内可以直接起诉；这种决定要先复议。`);
    const after = [...words.matchAll(/复议决定书?之日起(\d+)日内[^。；，]{0,40}?提起行政诉讼/g)].map((m) =>
      Number(m[1]),
    );
    if (after.length === 0) no.push(`没有写明收到复议决定之日起${remedy.suitAfterReviewDays}日内可以起诉。`);
    for (const n of after)
      if (n !== remedy.suitAfterReviewDays)
        no.push(`复议后起诉的期限写成${n}日，应是${remedy.suitAfterReviewDays}日。`);
  } else {
    if (months.length === 0) no.push(`没有写明${remedy.suitMonths}个月内可以提起行政诉讼。`);
    for (const n of months)
      if (n !== remedy.suitMonths) no.push(`起诉的期限写成${n}个月，应是${remedy.suitMonths}个月。`);
  }
  return no;
}
