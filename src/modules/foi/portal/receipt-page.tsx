import { PrintTool } from '../../../ui/components/article.tsx';
import { ButtonLink } from '../../../ui/components/button.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { FactRows, PageHead, Section } from '../../../ui/components/section.tsx';

export type ReceiptView = {
  no: string;
  /** Null on a later print: shown once, kept nowhere. */
  password: string | null;
  words: string;
  unit: string;
  /** 最晚…答复, or what comes before that. */
  due: string;
  at: string;
  channel: string;
  way: string;
  kind: string;
  queryAt: string;
  phone: string;
  site: string;
  again: boolean;
};

/** 接收回执: to print or copy by hand; the password stands on it once. */
export const ReceiptPage = (p: ReceiptView) => (
  <div class="foi-receipt">
    <PageHead title={p.password ? '申请收到了' : '接收回执'} lead={p.due} actions={<PrintTool />} />
    {p.password && (
      <Note tone="warn" title="查询密码只显示这一次。">
        <p>打印、拍照或抄下来。用编号和密码看办到哪一步、看答复。丢了的，带身份证件到窗口，可以重新设。</p>
      </Note>
    )}
    {p.again && (
      <Note title="同一张表您刚才已经交过，只算一件。">
        <p>编号和密码就是下面这个。这次改过联系方式的，请打开这一件，用“改联系方式或接收方式”再改一次。</p>
      </Note>
    )}
    <Section
      title={
        <>
          {p.site}
          <br />
          政府信息公开申请接收回执
        </>
      }
    >
      <div class="receipt">
        <FactRows
          rows={[
            { label: '申请编号', value: <b class="mono receipt-no">{p.no}</b> },
            ...(p.password ? [{ label: '查询密码', value: <b class="mono receipt-no">{p.password}</b> }] : []),
            { label: '申请人', value: p.kind },
            { label: '要的信息', value: <span class="keep-lines">{p.words}</span> },
            { label: '怎么给您', value: p.way },
            { label: '提交', value: `${p.at}，${p.channel}` },
            { label: '承办', value: p.unit },
            { label: '答复期限', value: p.due },
            { label: '在哪里查', value: p.queryAt },
            ...(p.phone ? [{ label: '咨询电话', value: p.phone }] : []),
          ]}
        />
      </div>
      <div class="btn-row">
        <ButtonLink kind="primary" href={`/foi/r/${p.no}`}>
          看办到哪一步
        </ButtonLink>
      </div>
    </Section>
  </div>
);
