/** Links that lead nowhere, or only inside the office. */
import type { Check, CheckEnv, Finding } from '../../../lib/finding.ts';
import type { Link, Specimen } from '../../../lib/specimen.ts';
import { sayPlaces } from './say.ts';

const BASIS = '《政府网站发展指引》（国办发〔2017〕47号）链接管理';
const INSIDE =
  /^(?:file:|[a-z]:\\|\\\\|https?:\/\/(?:localhost|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|\[::1\]|[^/.]+(?:[:/]|$)))/i;

const grouped = (
  links: readonly Link[],
  message: (n: number) => string,
  why: string,
  severity: Finding['severity'],
  rule = 'link.dead',
): Finding[] => {
  const [first] = links;
  return first
    ? [
        {
          rule,
          severity,
          message: message(links.length),
          why,
          quote: (first.text.trim() || first.href).slice(0, 40),
          at: sayPlaces(links.map((l) => l.at)),
          basis: BASIS,
        },
      ]
    : [];
};

export const links: Check = {
  id: 'link.dead',
  title: '打不开的链接',
  basis: BASIS,
  run(s: Specimen): readonly Finding[] {
    return [
      ...grouped(
        s.links.filter((l) => INSIDE.test(l.href.trim())),
        (n) => `${n}个链接只有单位内部打得开`,
        '指向自己的电脑或内网，外面的人点不开，还露出内部地址。',
        'error',
      ),
      ...grouped(
        s.links.filter((l) => /^\s*(?:#|about:blank|javascript:)?\s*$/i.test(l.href)),
        (n) => `${n}个链接没有地址`,
        '看着能点，点了没有反应。',
        'warning',
      ),
    ];
  },
};

/** Of this site: only who knows what is published can tell. */
export const siteLinks: Check = {
  id: 'link.site',
  title: '站内打不开的链接',
  basis: BASIS,
  needs: ['links'],
  run(s: Specimen, env: CheckEnv): readonly Finding[] {
    const dead = new Map((env.links?.dead ?? []).map((d) => [d.href, d.why]));
    return [...new Set(dead.values())].flatMap((why) =>
      grouped(
        s.links.filter((l) => dead.get(l.href) === why),
        (n) => `${n}个链接打不开`,
        why,
        'warning',
        'link.site',
      ),
    );
  },
};
