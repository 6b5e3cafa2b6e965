import { periods } from '../../../../law/index.ts';
import { periodInForce } from '../../../lib/dated.ts';
import type { Answer, Req } from '../../../platform/http/types.ts';
import { TaskGrid } from '../../../ui/components/field-index.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { PageHead } from '../../../ui/components/section.tsx';
import { portalShell, siteInfo } from '../../sites/index.ts';
import { registerSize } from './store/register.ts';

/** `/foi`: the four things people come for. */
export async function foiHome(c: Req): Promise<Answer> {
  const today = c.system.clock.today();
  const [size, site] = await Promise.all([registerSize(c.system.readDb), siteInfo(c.system.readDb)]);
  const answer = periodInForce(periods, 'foi.answer', today);
  return portalShell(c, {
    title: '依申请公开',
    current: 'zfxxgk',
    breadcrumbs: [{ text: '首页', href: '/' }, { text: '依申请公开' }],
    meta: { description: '申请政府信息公开，查办理进度，看别人申请过什么。' },
    children: (
      <>
        <PageHead
          title="依申请公开"
          lead={`没有主动公开的信息，谁都可以申请。${answer.number}个工作日内答复，通常不收费。`}
        />
        <TaskGrid
          tasks={[
            { icon: 'mail', title: '申请公开信息', href: '/foi/apply', note: '不用注册，不用说为什么要' },
            { icon: 'clock', title: '查申请办到哪了', href: '/foi/status', note: '用申请编号和查询密码' },
            { icon: 'list', title: '看申请公开登记册', href: '/foi/register', note: `${size}件，怎么答复的` },
            { icon: 'book', title: '公开指南', href: '/foi/guide', note: '期限、收费、不服怎么办' },
            { icon: 'search', title: '先看是不是已经公开', href: '/zfxxgk', note: '法定主动公开内容' },
            {
              icon: 'check-circle',
              title: '看别人申请到的',
              href: '/foi/register?result=granted',
              note: '答复为予以公开的',
            },
          ]}
        />
        {site.phone && (
          <Note title="不方便上网">
            <p>
              {[site.organizer, site.address, site.phone, site.hours].filter(Boolean).join('，')}
              。可以口头申请，我们代您填。
            </p>
          </Note>
        )}
      </>
    ),
  });
}
