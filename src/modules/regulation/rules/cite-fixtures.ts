/** A small library with the cases that disputes are about, for tests. Dates and orders are those of the real regulations. */
import { day } from '../../../lib/day.ts';
import { citationsOf } from './cite.ts';
import { libraryOf } from './library.ts';
import type { Law, Version } from './types.ts';

export const numbers = (n: number, ...more: string[]): ReadonlySet<string> =>
  new Set([...Array.from({ length: n }, (_, i) => String(i + 1)), ...more]);
export const version = (id: string, from: string, articles: ReadonlySet<string> | null, issued = from): Version => ({
  id,
  from: day(from),
  issued: day(issued),
  articles,
});
export const law = (id: string, title: string, more: Partial<Law>): Law => ({
  id,
  title,
  kind: '行政法规',
  region: null,
  firstIssued: null,
  orders: [],
  versions: [],
  repealed: false,
  ...more,
});

export const LIBRARY = libraryOf(
  [
    law('info', '中华人民共和国政府信息公开条例', {
      firstIssued: day('2007-04-05'),
      orders: [
        { organ: '国务院', no: 492, on: day('2007-04-05') },
        { organ: '国务院', no: 711, on: day('2019-04-03') },
      ],
      versions: [
        { id: 'info-2007', from: day('2008-05-01'), issued: day('2007-04-05'), articles: numbers(38) },
        { id: 'info-2019', from: day('2019-05-15'), issued: day('2019-04-03'), articles: numbers(56) },
      ],
    }),
    law('env', '建设项目环境保护管理条例', {
      firstIssued: day('1998-11-29'),
      orders: [{ organ: '国务院', no: 253, on: day('1998-11-29') }],
      versions: [version('env-2017', '2017-10-01', numbers(30), '2017-07-16')],
    }),
    law('business', '优化营商环境条例', {
      orders: [{ organ: '国务院', no: 722, on: day('2019-10-22') }],
      versions: [version('business-2020', '2020-01-01', numbers(72), '2019-10-22')],
    }),
    law('penalty', '中华人民共和国行政处罚法', {
      kind: '法律',
      firstIssued: day('1996-03-17'),
      versions: [version('penalty-2021', '2021-07-15', numbers(86, '2-1'))],
    }),
    law('fiscal', '城镇排水条例', { versions: [version('f', '2014-01-01', numbers(59))], repealed: true }),
    law('coming', '无障碍设施条例', {
      firstIssued: day('2026-06-01'),
      versions: [version('c', '2026-09-01', numbers(20), '2026-06-01')],
    }),
    law('format', '国务院关于修改公文格式的决定', { versions: [version('fo', '2012-07-01', numbers(5))] }),
    law('water-a', '节约用水条例', { region: '甲省', versions: [version('wa', '2015-01-01', numbers(10))] }),
    law('water-b', '节约用水条例', { region: '乙省', versions: [version('wb', '2016-01-01', numbers(10))] }),
  ],
  [{ name: '环保条例', lawId: 'env' }],
);

/** Law, `article.paragraph.item` and status of each citation. */
export const cites = (text: string, on = '2021-06-25') =>
  citationsOf(text, LIBRARY, day(on)).map((c) => [
    c.lawId ?? '',
    [c.pin?.article, c.pin?.paragraph, c.pin?.item].filter((x) => x !== undefined).join('.'),
    c.status,
  ]);
