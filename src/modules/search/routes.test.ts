import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rows, sql } from '../../platform/db/connection.ts';
import { published } from '../../testing/drafts.ts';
import { seedUnits, staff } from '../../testing/editorial.ts';
import { type World, world } from '../../testing/world.ts';
import { duties } from '../duties/index.ts';
import { org } from '../org/index.ts';
import { publication } from '../publication/index.ts';
import { sites } from '../sites/index.ts';
import { search } from './index.ts';

let w: World;
beforeAll(async () => {
  w = await world({ modules: [duties, org, publication, sites, search] });
  await seedUnits(w);
  for (let i = 1; i <= 12; i++)
    await published(w, {
      title: `停水通知第${i}号`,
      unitId: 'shuiwu',
      unitName: '明河区水务局',
      docNo: `明水务〔2026〕${i}号`,
      html: '<p>因管网维修停水一天。</p>',
    });
  await w.runJobs();
});
afterAll(() => w.end());

type Answer = { total: number; results: { title: string; url: string; docNo?: string; score: number }[] };

describe('the page of results', () => {
  test('shows what was found, ten a page, with the words marked', async () => {
    const first = await w.request('GET', '/search?q=停水');
    expect(first.status).toBe(200);
    expect(first.text).toContain('<mark>停水</mark>');
    expect(first.text.match(/停水通知第\d+号/g)).toHaveLength(10);
    const second = await w.request('GET', '/search?q=停水&page=2');
    expect(second.text.match(/停水通知第\d+号/g)).toHaveLength(2);
  });

  test('of one column keep to it, say its name and can be let go of', async () => {
    const r = await w.request('GET', '/search?q=停水&column=nowhere');
    expect(r.text).toContain('没有找到“停水”');
    expect(r.text).toContain('/search?q=%E5%81%9C%E6%B0%B4"');
    expect(r.text).toContain('nowhere');
    const all = await w.request('GET', '/search?q=停水&column=zwgk');
    expect(all.text.match(/停水通知第\d+号/g)).toHaveLength(10);
    expect(all.text).toContain('column=zwgk&amp;page=2');
  });

  test.each([
    '/search',
    '/search?q=停水&column=%00',
    '/search?q=',
    '/search?q=%00',
    '/search?q=a%00b&unit=%00&kind=%00',
    '/search?q=停水&page=1.5',
    '/search?q=停水&page=-3',
    '/search?q=停水&page=1e300',
    '/search?q=停水&page=NaN',
    '/search?q=停水&year=0000',
    '/search?q=停水&year=%F0%9F%98%80',
    "/search?q=';drop table search.document;--",
    `/search?q=${encodeURIComponent('"<script>alert(1)</script>')}`,
    `/search?q=${'停'.repeat(400)}`,
    '/search/suggest?q=%25',
    '/search/suggest?q=%00',
    '/api/v1/search?q=停水&limit=-5',
    '/api/v1/search?q=停水&limit=2.5',
    '/api/v1/search?q=停水&limit=1e9',
    '/api/v1/search',
  ])('%s is answered, whatever was typed', async (path) => {
    const reply = await w.request('GET', path.replace(/[^\x20-\x7e]+/g, encodeURIComponent).replaceAll(' ', '%20'));
    expect(reply.status).toBe(200);
    expect(reply.text).not.toContain('<script>alert');
  });

  test('counts the question once, without who asked', async () => {
    await w.request('GET', '/search?q=停水怎么办');
    await w.request('GET', '/search?q=停水怎么办&page=2');
    expect(await rows(w.system.db, sql`select * from search.asked where query = '停水怎么办'`)).toEqual([
      { query: '停水怎么办', day: '2026-03-31', times: 1, found: 12 },
    ]);
  });
});

describe('the API', () => {
  test('gives the same as the page, with addresses', async () => {
    const { total, results } = (
      await w.request('GET', `/api/v1/search?q=${encodeURIComponent('明水务[2026]7号')}&limit=3`)
    ).json<Answer>();
    expect(total).toBeGreaterThanOrEqual(1);
    expect(results[0]).toMatchObject({
      title: '停水通知第7号',
      docNo: '明水务〔2026〕7号',
      unit: '明河区水务局',
      publishedOn: '2026-03-31',
    });
    expect(results[0]?.url).toMatch(/^http:\/\/test\.local\/p\/\d+$/);
    expect((await w.request('GET', '/api/v1/search?q=%E5%81%9C%E6%B0%B4&limit=3')).json<Answer>().results).toHaveLength(
      3,
    );
  });
});

describe('the words kept by the office', () => {
  test('are changed on their page, and a mistake is said in words', async () => {
    const post = (form: Record<string, string>) =>
      w.request('POST', '/console/search-words', { as: staff.office, form });
    expect((await post({ act: 'add-synonyms', synonyms: '停水、断水' })).status).toBe(303);
    const wrong = await post({ act: 'add-synonyms', synonyms: '停水' });
    expect([wrong.status, wrong.text.includes('同义词至少写两个')]).toEqual([422, true]);
    expect((await post({ act: 'add-word', word: '明河通办' })).status).toBe(303);
    const page = await w.request('GET', '/console/search-words', { as: staff.office });
    expect(page.text).toContain('停水、断水');
    expect(page.text).toContain('明河通办');
    expect((await w.request('GET', `/search?q=${encodeURIComponent('断水')}`)).text).toContain('停水');
    expect((await post({ act: 'remove-word', word: '明河通办' })).status).toBe(303);
    expect((await post({ act: 'remove-synonyms', id: 'not a number' })).status).toBe(400);
  });

  test('are nobody else’s business', async () => {
    expect((await w.request('GET', '/console/search-words', { as: staff.clerk })).status).toBe(403);
    expect(
      (
        await w.request('POST', '/console/search-words', {
          as: staff.clerk,
          form: { act: 'add-word', word: '明河通办' },
        })
      ).status,
    ).toBe(403);
  });
});
