import type { Refusal } from '../../lib/ruling.ts';
import { seeOther } from '../../platform/http/answer.ts';
import type { Answer, Req } from '../../platform/http/types.ts';
import { Button } from '../../ui/components/button.tsx';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { Checkbox, Input } from '../../ui/components/form.tsx';
import { Panel } from '../../ui/components/panel.tsx';
import { consoleShell } from '../org/index.ts';
import { saveSite } from './actions.ts';
import { saySites } from './say.ts';
import { type Site, siteOf } from './store.ts';

const FIELD: Record<string, string> = {
  no_name: 'name',
  bad_domain: 'domain',
  bad_site_code: 'siteCode',
  bad_icp: 'icp',
  bad_police: 'police',
  bad_badge: 'badgeHref',
};

async function page(c: Req, s: Site, refusals: readonly Refusal[] = []): Promise<Answer> {
  const e = (field: string) => refusals.filter((r) => FIELD[r.code] === field).map(saySites)[0];
  return consoleShell(c, {
    current: '/console/site',
    title: '网站标识',
    lead: '这些写在每一页的页脚和页面标签里。',
    status: refusals.length > 0 ? 422 : 200,
    flash: c.query.get('saved') ? { tone: 'good', text: '存好了，公开的页面已经换上。' } : undefined,
    children: (
      <>
        <ErrorSummary errors={refusals.map((r) => ({ field: FIELD[r.code], text: `${saySites(r)}（${r.basis}）` }))} />
        <form method="post" action="/console/site" data-guard>
          <Panel title="谁办的">
            <Input name="name" label="网站名称" value={s.name} error={e('name')} />
            <Input name="tagline" label="名称下的一行字" value={s.tagline} optional />
            <Input name="organiser" label="主办单位" value={s.organiser} />
            <Input name="contact" label="联系谁" hint="例：政务公开办" value={s.contact} />
            <Input name="phone" label="电话" type="tel" value={s.phone} />
            <Input name="address" label="地址" value={s.address} />
            <Input name="postcode" label="邮编" value={s.postcode} short />
            <Input name="hours" label="办公时间" value={s.hours} />
          </Panel>
          <Panel title="标识和备案">
            <Input
              name="domain"
              label="域名"
              hint="不带http。例：www.example.gov.cn"
              value={s.domain}
              error={e('domain')}
            />
            <Input name="siteCode" label="网站标识码" hint="10位数字" value={s.siteCode} error={e('siteCode')} short />
            <Input name="icp" label="ICP备案编号" value={s.icp} error={e('icp')} />
            <Input name="police" label="公安机关备案" value={s.police} error={e('police')} />
            <Input
              name="badgeHref"
              label="党政机关网站标识的证书地址"
              value={s.badgeHref}
              error={e('badgeHref')}
              optional
            />
            <Checkbox name="ipv6" label="这个域名能用IPv6访问（核实过才勾）" checked={s.ipv6} />
          </Panel>
          <div class="btn-row">
            <Button kind="primary">保存网站标识</Button>
          </div>
        </form>
      </>
    ),
  });
}

export const sitePage = async (c: Req): Promise<Answer> => page(c, await siteOf(c.system.db));

export async function saveSitePage(c: Req): Promise<Answer> {
  const t = (name: string): string => c.form.text(name).trim();
  const site: Site = {
    name: t('name'),
    tagline: t('tagline'),
    organiser: t('organiser'),
    contact: t('contact'),
    phone: t('phone'),
    address: t('address'),
    postcode: t('postcode'),
    hours: t('hours'),
    domain: t('domain').toLowerCase(),
    siteCode: t('siteCode'),
    icp: t('icp'),
    police: t('police'),
    badgeHref: t('badgeHref'),
    ipv6: t('ipv6') === '1',
  };
  const out = await saveSite(c.system, c.actor, site, c.requestId);
  return out.ok ? seeOther('/console/site?saved=1') : page(c, site, out.refusals);
}
