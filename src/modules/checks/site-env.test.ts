import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Day } from '../../lib/day.ts';
import type { Finding } from '../../lib/finding.ts';
import { transaction } from '../../platform/db/connection.ts';
import { specimenOfHtml } from '../../platform/documents/index.ts';
import { enqueueIn } from '../../platform/jobs.ts';
import { published } from '../../testing/drafts.ts';
import { allowed, seedUnits, staff, unit } from '../../testing/editorial.ts';
import { actor, type World, world } from '../../testing/world.ts';
import { keepFormerName, org, saveUnit } from '../org/index.ts';
import { confirmErasure, editionsOf, publication, requestErasure, withdraw } from '../publication/index.ts';
import { checkSpecimen } from './checks.ts';
import { checks, siteEnv } from './index.ts';

let w: World;
const no: Record<string, number> = {};
const TEXT =
  '各乡镇、各部门：汛期将至，请在4月15日前完成水库、河道和低洼地区的排查，落实值班制度，备足防汛物资，遇有险情立即报告。区应急管理局将组织抽查，抽查结果在全区通报。';

beforeAll(async () => {
  w = await world({ modules: [org, publication, checks] });
  await seedUnits(w);
  w.clock.set('2025-03-31T09:30:00+08:00');
  no.old = (await published(w, { html: `<p>${TEXT}</p>` })).no;
  no.gone = (await published(w, { title: '误发', html: '<p>这一件不该发，里面没有多少字。</p>' })).no;
  await transaction(w.system.db, (tx) =>
    withdraw({ tx, now: w.clock.now(), enqueue: enqueueIn(tx) }, no.gone ?? 0, '误发'),
  );
  w.clock.set('2026-03-31T09:30:00+08:00');
  await w.runJobs();
});
afterAll(() => w.end());

async function look(html: string, more: { no?: number } = {}): Promise<Finding[]> {
  const specimen = specimenOfHtml(html, { name: '稿件', title: '防汛通知' });
  const env = await siteEnv(w.system.readDb, { today: '2026-03-31' as Day, specimen, ...more });
  return checkSpecimen(specimen, env).findings;
}
const of = (rule: string, findings: readonly Finding[]): string[] =>
  findings.filter((f) => f.rule === rule).map((f) => f.message);

describe('what the database adds to the gate', () => {
  it('finds the same text again, and an old one with a new date', async () => {
    expect(of('duplicate.near', await look(`<p>${TEXT}</p>`))).toEqual(['和已经公开的《关于做好防汛工作的通知》一样']);
    expect(of('duplicate.near', await look(`<p>${TEXT.replace('4月15日', '4月18日')}</p>`))).toEqual([
      '像是旧稿换了日期',
    ]);
  });
  it('knows former names with their days, and those kept as 原…', async () => {
    const water = unit('shuiwu', '明河区水务局', { shortName: '区水务局', aliases: ['原明河区水利局', '区水务局'] });
    allowed(await saveUnit(w.system, staff.admin, { unit: water, isNew: false }));
    allowed(
      await keepFormerName(w.system, staff.admin, {
        unitId: 'shuiwu',
        name: '明河区水电管理局',
        from: '',
        to: '2019-03-31',
        source: '明编发〔2019〕3号',
      }),
    );
    const said = of('unit.name', await look('<p>请报明河区水电管理局和明河区水利局。</p>'));
    expect(said.sort()).toEqual(
      ['“明河区水电管理局”现在叫“明河区水务局”', '“明河区水利局”现在叫“明河区水务局”'].sort(),
    );
  });
  it('does not hold a correction against the work it corrects', async () => {
    expect(of('duplicate.near', await look(`<p>${TEXT}</p>`, { no: no.old ?? -1 }))).toEqual([]);
  });
  it('keeps nothing of a work that was withdrawn', async () => {
    expect(of('duplicate.near', await look('<p>这一件不该发，里面没有多少字。</p>'))).toEqual([]);
  });
  it('knows which links lead nowhere on this site', async () => {
    const links = [
      '/p/999999',
      `/p/${no.gone}`,
      `/p/${no.old}`,
      '/c/nothing',
      '/t/none',
      '/u/nobody',
      '/register',
      'https://www.gov.cn/',
    ];
    const specimen = specimenOfHtml(links.map((h) => `<p><a href="${h}">看</a></p>`).join(''), {
      name: '',
      title: '链接',
    });
    const env = await siteEnv(w.system.readDb, { today: '2026-03-31' as Day, specimen });
    expect(env.links?.dead.map((d) => d.href)).toEqual([
      '/p/999999',
      `/p/${no.gone}`,
      '/c/nothing',
      '/t/none',
      '/u/nobody',
    ]);
  });
  it('says of a link whether its piece is withdrawn, looked into or erased', async () => {
    const leaked = (await published(w, { title: '名单', html: '<p>名单在附件里，请到政务公开栏查看。</p>' })).no;
    const why = async (at: number) => {
      const specimen = specimenOfHtml(`<p><a href="/p/${at}">看</a></p>`, { name: '', title: '' });
      return (await siteEnv(w.system.readDb, { today: '2026-03-31' as Day, specimen })).links?.dead.map((d) => d.why);
    };
    expect(await why(no.gone ?? 0)).toEqual(['这一件已经撤下，点开只看得到撤下的说明。']);
    expect(await why(leaked)).toEqual([]);
    const { id } = allowed(
      await requestErasure(w.system, actor('yj-clerk', 'yingji', ['clerk']), {
        no: leaked,
        whole: true,
        versions: [],
        files: [],
        kind: 'identity',
        reason: '附件里有号码。',
        publicReason: '有个人信息。',
        hides: true,
      }),
    );
    expect(await why(leaked)).toEqual(['这一件正在核查，暂时不能看。']);
    allowed(await confirmErasure(w.system, actor('yj-approver', 'yingji', ['approver']), { id }));
    expect(await why(leaked)).toEqual(['这一件的内容已按规定删除。']);
  });
  it('knows how units are called', async () => {
    const env = await siteEnv(w.system.readDb, {
      today: '2026-03-31' as Day,
      specimen: specimenOfHtml('<p>甲</p>', { name: '', title: '' }),
    });
    expect(env.units?.current).toContain('明河区民政局');
  });
  it('is the same after hearing of an edition twice', async () => {
    for (const edition of await editionsOf(w.system.db, no.old ?? 0)) await checks.spread?.(w.system, edition.id);
    expect(of('duplicate.near', await look(`<p>${TEXT}</p>`))).toHaveLength(1);
  });
});
