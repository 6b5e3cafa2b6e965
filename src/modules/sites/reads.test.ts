import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Day } from '../../lib/day.ts';
import { published } from '../../testing/drafts.ts';
import { seedUnits } from '../../testing/editorial.ts';
import { seedSite } from '../../testing/site.ts';
import { type World, world } from '../../testing/world.ts';
import { org } from '../org/index.ts';
import { publication } from '../publication/index.ts';
import { translog } from '../translog/index.ts';
import { addReads, ReadCounter, readsOf, sites } from './index.ts';
import { countedPath, kindOf } from './reads.ts';

const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const BAIDU = 'Mozilla/5.0 (compatible; Baiduspider/2.0; +http://www.baidu.com/search/spider.html)';
const DAY = '2026-03-31' as Day;

describe('who reads', () => {
  test.each([
    ['/p/7', FIREFOX, 'browser', 'a person'],
    ['/p/7', BAIDU, 'crawler', 'a search engine, though it says Mozilla as well'],
    ['/feed.xml', FIREFOX, 'feed', 'the address of a feed, whoever asks'],
    ['/c/tzgg/feed.xml', BAIDU, 'crawler', 'a search engine stays one'],
    ['/p/7', 'Feedly/1.0', 'feed', 'a feed reader that follows its entry'],
    ['/api/v1/pieces', FIREFOX, 'api', 'the address of the API'],
    ['/p/7', 'curl/8.5.0', 'api', 'a program that says its own name'],
    ['/p/7', '', 'api', 'a program that says nothing'],
  ])('%s for %j is %s: %s', (path, agent, kind) => expect(kindOf(path, agent)).toBe(kind));

  test.each([
    ['/', '/', 'the home page'],
    ['/p/7/v/1', '/p/7/v/1', 'a version'],
    [`/files/${'a'.repeat(64)}/名册.xlsx`, `/files/${'a'.repeat(64)}`, 'a file under any name is the same file'],
    ['/p/%37', '/p/7', 'another writing of the same address'],
    ['/p/007', '/p/7', 'another'],
    ['/p/7/', '/p/7', 'another'],
    ['/c/%', '/c/%', 'no writing at all'],
    ['/error-report/01J', undefined, 'a receipt, whose address only the reporter has'],
    ['/assets/portal.css', undefined, 'no content'],
    ['/console', undefined, 'no reader'],
    ['/pieces', undefined, 'no address of a piece'],
  ])('%s is counted as %s: %s', (path, as, _why) => expect(countedPath(path)).toBe(as));
});

describe('reads of a work', () => {
  let w: World;
  const counter = new ReadCounter();
  let no = 0;
  let other = 0;
  beforeAll(async () => {
    w = await world({
      modules: [org, translog, publication, sites],
      served: (path, agent) => counter.add(w.clock.today(), path, agent),
    });
    await seedUnits(w);
    await seedSite(w, { columns: [{ path: 'tzgg', name: '通知公告' }] });
    const bytes = Buffer.from('序号,姓名\n');
    const stored = await w.system.files.put(bytes);
    const attachments = [{ name: '名册.csv', sha256: stored, size: bytes.byteLength, type: 'text/csv' }];
    ({ no } = await published(w, { columns: ['tzgg'], attachments }));
    ({ no: other } = await published(w, { columns: ['tzgg'] }));
    const ask = (path: string, agent: string, method: 'GET' | 'HEAD' = 'GET') =>
      w.server.inject({ method, url: path, headers: { host: 'test.local', 'user-agent': agent } });
    await ask(`/p/${no}`, FIREFOX);
    await ask(`/p/${no}?full=1`, FIREFOX);
    await ask(`/p/${no}/why`, FIREFOX);
    await ask(`/p/${no}/stub.json`, 'curl/8.5.0');
    await ask(`/api/v1/pieces/${no}`, 'curl/8.5.0');
    await ask(`/files/${stored}/x.csv`, BAIDU);
    await ask(`/p/${no}`, FIREFOX, 'HEAD');
    await ask(`/p/${no}/v/9`, FIREFOX);
    await ask(`/p/${other}`, FIREFOX);
    await ask(`/p/${no}0`, FIREFOX);
  });
  afterAll(() => w.end());

  test('are its page, everything below it, its entry of the API and its files; no HEAD, nothing that was not found', async () => {
    await addReads(w.system.db, counter.take());
    expect(await readsOf(w.system.readDb, no)).toEqual([
      { day: DAY, kind: 'api', n: 2 },
      { day: DAY, kind: 'browser', n: 3 },
      { day: DAY, kind: 'crawler', n: 1 },
    ]);
    expect(await readsOf(w.system.readDb, other)).toEqual([{ day: DAY, kind: 'browser', n: 1 }]);
  });

  test('add up over the days and over what several processes write', async () => {
    const more = [
      { day: DAY, path: `/p/${other}`, kind: 'browser' as const, n: 4 },
      { day: '2026-04-01' as Day, path: `/p/${other}/v/1`, kind: 'browser' as const, n: 1 },
    ];
    await Promise.all([addReads(w.system.db, more), addReads(w.system.db, [...more].reverse())]);
    expect(await readsOf(w.system.readDb, other)).toEqual([
      { day: DAY, kind: 'browser', n: 9 },
      { day: '2026-04-01', kind: 'browser', n: 2 },
    ]);
  });

  test('that could not be written are put back and lost no count', () => {
    const c = new ReadCounter();
    c.add(DAY, '/p/1', FIREFOX, 3);
    const taken = c.take();
    c.add(DAY, '/p/1', FIREFOX);
    c.restore(taken);
    expect(c.take()).toEqual([{ day: DAY, path: '/p/1', kind: 'browser', n: 4 }]);
    expect(c.take()).toEqual([]);
  });

  test('of more addresses than memory is for are counted together', () => {
    const c = new ReadCounter();
    for (let i = 0; i < 50_010; i++) c.add(DAY, `/p/${i}`, FIREFOX);
    const all = c.take();
    expect(all.length).toBe(50_001);
    expect(all.at(-1)).toEqual({ day: DAY, path: '/…', kind: 'browser', n: 10 });
  });
});
