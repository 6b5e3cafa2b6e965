import { ArticleHead } from '../components/article.tsx';
import { ButtonLink } from '../components/button.tsx';
import { ElderFacts, ElderStub } from '../components/elder.tsx';
import { Section } from '../components/section.tsx';
import { ValidityTag } from '../components/tag.tsx';
import { PortalPage } from '../layout/portal-page.tsx';
import type { ViewEnv } from '../types.ts';
import { NAV, SITE } from './site.ts';

export const ElderArticle = ({ env }: { env: ViewEnv }) => (
  <PortalPage site={SITE} env={env} title="明河区居家和社区养老服务补贴办法" nav={NAV} current="policy">
    <ArticleHead
      validity={<ValidityTag validity="valid" text="有效，现在算数" />}
      title="明河区居家和社区养老服务补贴办法"
    />
    <ElderStub lines={['区民政局3月18日公开', '登记号 10431，发布后没改过']} />
    <ButtonLink kind="primary" wide icon="speak" href="/p/10432.mp3">
      听，3分12秒
    </ButtonLink>
    <Section title="跟我有什么关系">
      <ElderFacts
        rows={[
          { label: '谁能领', value: '60岁以上、评估为失能、住在家里的老人' },
          { label: '领多少', value: '每月300元或600元；特困、低保的多200元' },
          { label: '多久有结果', value: '15个工作日' },
        ]}
      />
    </Section>
    <div class="btn-row">
      <ButtonLink wide icon="phone" href="tel:099900000017">
        打电话申请
      </ButtonLink>
      <ButtonLink wide icon="file" href="/p/10431?full=1">
        看文件全文
      </ButtonLink>
      <ButtonLink wide icon="shield" href="/verify?no=10431">
        对一对是不是真的
      </ButtonLink>
    </div>
  </PortalPage>
);
