/** Pieces that are already out, and old ones that only changed their date. */
import { daysBetween, sayDay } from '../../../lib/day.ts';
import type { Check, CheckEnv, Finding } from '../../../lib/finding.ts';
import type { Specimen } from '../../../lib/specimen.ts';
import { shownText } from './layers.ts';
import { bare, pieces, shareOf, withoutFigures } from './shingles.ts';

const TWICE = '《政府网站发展指引》（国办发〔2017〕47号）信息发布';
const REDATED = '《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）单项否决“伪造发稿日期”';

/** Below this, two pieces of one kind share their formulas and no more. */
const NEAR = 0.85;
const SAME = 0.98;
/** A monthly list is like that of last month by right; an old piece comes back after longer. */
const OLD_DAYS = 180;
const SHORT = 60;

const percent = (share: number): string => `${Math.floor(share * 100)}%`;

export const duplicates: Check = {
  id: 'duplicate.near',
  title: '和已经公开的重复',
  basis: TWICE,
  needs: ['near'],
  run(s: Specimen, env: CheckEnv): readonly Finding[] {
    const near = env.near ?? [];
    if (near.length === 0) return [];
    const text = shownText(s);
    const words = bare(text);
    if (words.length < SHORT) return [];
    const own = pieces(words);
    const ownBare = pieces(withoutFigures(text));
    return near.flatMap((earlier): Finding[] => {
      const share = shareOf(own, pieces(bare(earlier.text)));
      const noFigures = shareOf(ownBare, pieces(withoutFigures(earlier.text)));
      const named = `《${earlier.title}》`;
      const about = `${earlier.unitName}${sayDay(earlier.publishedOn)}公开的${named}`;
      const say = (severity: Finding['severity'], message: string, why: string, basis: string): Finding[] => [
        { rule: this.id, severity, message, why, quote: `${named}　${earlier.href}`, at: '全文', basis },
      ];
      if (share >= SAME)
        return say(
          'warning',
          `和已经公开的${named}一样`,
          `和${about}${percent(share)}相同。要改那一件，请用“更正”，地址不变。`,
          TWICE,
        );
      if (noFigures >= SAME && daysBetween(earlier.publishedOn, env.today) >= OLD_DAYS)
        return say(
          'warning',
          '像是旧稿换了日期',
          `和${about}除了日期和数字都一样（${percent(noFigures)}）。旧稿新发会被认定为伪造发稿日期。`,
          REDATED,
        );
      if (share >= NEAR)
        return say('hint', `和${named}很像`, `${percent(share)}的文字和${about}相同。确认不是重复公开。`, TWICE);
      return [];
    });
  },
};
