import { sayDay, sayMonthDay } from '../../../lib/day.ts';
import { readPaper } from '../../../platform/documents/index.ts';
import { saySize } from '../../../ui/components/attachment.tsx';
import { Button } from '../../../ui/components/button.tsx';
import { Checkbox, FileField, Select, Textarea } from '../../../ui/components/form.tsx';
import { Note } from '../../../ui/components/note.tsx';
import { Panel, PanelRows } from '../../../ui/components/panel.tsx';
import { FactRows } from '../../../ui/components/section.tsx';
import { DataTable } from '../../../ui/components/table.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { foiLaw } from '../law.ts';
import { LettersPanel, lettersAt } from '../letters/panel.tsx';
import { PaperView } from '../letters/paper-view.tsx';
import { BLOCK_NAMES, OPINION_NAMES, OUTCOME_NAMES, ROLE_NAMES } from '../names.ts';
import { redactAt } from '../redaction/page.tsx';
import { kindOf } from '../rules/law.ts';
import { MOVES } from '../rules/life.ts';
import type { CaseView } from './case-view.tsx';
import { type FormView, partyLabel } from './fields.tsx';

const nameOf = (key: string): string => kindOf(foiLaw, key)?.name ?? key;
/** What waits for the head of the office: the draft in full, to release or to send back. */
export const Proposal = ({ v, form }: { v: CaseView; form: FormView }) => {
  const p = v.w.r.proposal;
  if (!p) return null;
  const letter = v.letters.find((l) => l.once === (p.kind === 'decision' ? 'answer' : 'extension'));
  const letterPaper = letter && readPaper(letter.body);
  const act = p.kind === 'decision' ? 'decide' : 'approveExtension';
  const rows =
    p.kind === 'extension'
      ? [
          { label: '延长', value: `${p.days}个工作日` },
          { label: '理由', value: p.why },
        ]
      : [
          { label: '决定', value: nameOf(p.key) },
          ...(p.grounds.length > 0 ? [{ label: '不公开的部分', value: p.grounds.map(nameOf).join('；') }] : []),
          ...[
            ['理由', p.reasons],
            ['去向、检索', p.whereabouts],
            ['怎么提供', p.supply],
            ['保密审查', p.secrecy],
            ['第三方不同意仍公开', p.override],
          ].flatMap(([label = '', value = '']) => (value ? [{ label, value }] : [])),
        ];
  return (
    <Panel
      title={p.kind === 'decision' ? '等批准的答复' : '等批准的延期'}
      note={`${p.byLabel}，${sayMonthDay(p.on)}送批`}
    >
      <FactRows rows={rows} />
      {letter && (
        <details class="act" open={v.can.approve}>
          <summary>
            <b>{letter.title}</b>
            <span>批准时编号、出具</span>
          </summary>
          {letterPaper && <PaperView paper={letterPaper} />}
          <p>
            <a href={`${lettersAt(v.w.r.id)}/${letter.id}`}>改文字、核对、看PDF</a>
          </p>
        </details>
      )}
      {v.can.approve && (
        <>
          <form method="post" action={`/console/foi/${v.w.r.id}/act/${act}`}>
            <input type="hidden" name="version" value={String(v.w.r.version)} />
            <div class="btn-row">
              <Button kind="primary" id={`do-${act}`}>
                {MOVES[act].label}
              </Button>
              <span class="act-basis">{MOVES[act].basis}</span>
            </div>
          </form>
          <form method="post" action={`/console/foi/${v.w.r.id}/act/returnProposal`}>
            <input type="hidden" name="version" value={String(v.w.r.version)} />
            <Textarea
              name="remark"
              id="returnProposal-remark"
              label="退回修改的意见"
              value={form.tried === 'returnProposal' ? v.c.form.text('remark') : ''}
              rows={2}
            />
            <Button>退回修改</Button>
          </form>
        </>
      )}
    </Panel>
  );
};

export const Parties = ({ v, form }: { v: CaseView; form: FormView }) =>
  v.w.parties.length === 0 ? null : (
    <Panel
      title="征求意见"
      actions={
        v.shown.parties ? undefined : (
          <form method="post" action={`/console/foi/${v.w.r.id}/parties`}>
            <Button small icon="eye">
              看名称
            </Button>
          </form>
        )
      }
    >
      <PanelRows
        rows={v.w.parties.map((p) => ({
          tag: (
            <Tag tone={p.opinion === null ? 'warn' : 'plain'}>{p.opinion ? OPINION_NAMES[p.opinion] : '等答复'}</Tag>
          ),
          main: `${partyLabel(form, p.id)}：${p.about}`,
          note: [
            `${sayMonthDay(p.sentOn)}发函`,
            p.receivedOn ? `${sayMonthDay(p.receivedOn)}收到` : '收到日期没有记',
            p.opinionOn
              ? `${sayMonthDay(p.opinionOn)}答复`
              : `最晚${sayMonthDay(p.limitOn)}，过了${p.kind === 'third' ? '不等于同意，由本机关决定' : '视为同意'}`,
            p.reasons && `理由：${p.reasons}`,
            p.override && `仍公开：${p.override}`,
          ]
            .filter(Boolean)
            .join('　'),
        }))}
      />
    </Panel>
  );

export const FeePanel = ({ v }: { v: CaseView }) => {
  const f = v.w.fee;
  if (!f) return null;
  return (
    <Panel title="信息处理费" note={f.paidOn ? '已缴' : v.w.r.state === 'feePending' ? '等缴费' : '没有缴'}>
      <FactRows
        rows={[
          { label: '金额', value: `${f.yuan}元` },
          { label: '标准', value: f.tariff === 'items' ? `按件，当月第${f.count}件` : `按量，${f.count}页` },
          { label: '怎么算的', value: f.bands.map((b) => `第${b.from}至${b.to}：${b.count}×${b.each}元`).join('，') },
          { label: '依据', value: f.basis },
          { label: '通知', value: sayDay(f.notifiedOn) },
          { label: '缴费期到', value: sayDay(f.payBy) },
          ...(f.paidOn ? [{ label: '缴费', value: `${sayDay(f.paidOn)}，财政票据${f.receiptNo}` }] : []),
          ...(f.refundedOn
            ? [{ label: '退费', value: `${sayDay(f.refundedOn)}退${f.refundedYuan}元：${f.refundReason}` }]
            : []),
          ...(f.objectedOn
            ? [
                {
                  label: '异议',
                  value: `${sayDay(f.objectedOn)}：${f.objection}${f.objectionAnswer ? `　答复：${f.objectionAnswer}` : '　还没答复'}`,
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
};

export const Objections = ({ v }: { v: CaseView }) =>
  v.objections.length === 0 ? null : (
    <Panel title="申请人说日期算得不对">
      <PanelRows
        rows={v.objections.map((o) => ({
          tag: <Tag tone={o.answeredOn ? 'good' : 'warn'}>{o.answeredOn ? '已答复' : '等答复'}</Tag>,
          main: `${sayDay(o.day)}：${o.words}`,
          note: o.answeredOn ? `${sayMonthDay(o.answeredOn)}${o.byLabel}答复：${o.answer}` : undefined,
        }))}
      />
    </Panel>
  );

export const Letters = ({ v }: { v: CaseView }) => <LettersPanel caseId={v.w.r.id} letters={v.letters} />;

export const Files = ({ v }: { v: CaseView }) => (
  <Panel title="文件" id="files" note="都加密存放" actions={<a href={redactAt(v.w.r.id)}>遮盖后提供</a>}>
    {v.files.length > 0 ? (
      <PanelRows
        rows={v.files.map((f) => ({
          main: <a href={`/console/foi/${v.w.r.id}/files/${f.id}`}>{f.name}</a>,
          note: [ROLE_NAMES[f.role], saySize(f.size), f.toApplicant ? '随答复给申请人' : '', f.byLabel]
            .filter(Boolean)
            .join('　'),
        }))}
      />
    ) : (
      <p>还没有文件。申请的原件、回函、要提供的文件都放在这里。</p>
    )}
    {v.can.handle && (
      <details class="act">
        <summary>
          <b>传一个文件</b>
        </summary>
        <form method="post" action={`/console/foi/${v.w.r.id}/attach`} enctype="multipart/form-data">
          <input type="hidden" name="version" value={String(v.w.r.version)} />
          <Select
            name="role"
            label="是什么"
            options={(
              [
                'answer',
                'source',
                'opinion',
                'correction',
                'application',
                'delivery',
                'proof',
                'mandate',
                'other',
              ] as const
            ).map((r) => ({
              value: r,
              text: ROLE_NAMES[r],
            }))}
          />
          <FileField name="file" label="文件" />
          <Checkbox name="toApplicant" label="随答复给申请人" />
          <Button>传文件</Button>
        </form>
      </details>
    )}
  </Panel>
);

export const Disputes = ({ v }: { v: CaseView }) => {
  const r = v.w.r;
  const early =
    v.disputes.some((d) => d.block === 'litigationDirect') && r.remedyClass === 'A' && (r.decidedOn ?? '') >= '2024';
  return v.disputes.length === 0 ? null : (
    <Panel title="复议和诉讼" flush>
      {early && <Note tone="warn" title="这类答复应当先复议。直接起诉被受理的，请核对登记。" />}
      <DataTable
        caption="复议和诉讼"
        captionHidden
        columns={[
          { head: '哪种', cell: (d) => BLOCK_NAMES[d.block] },
          { head: '在哪里', cell: (d) => d.body },
          { head: '受理', cell: (d) => d.openedOn },
          { head: '结果', cell: (d) => `${OUTCOME_NAMES[d.outcome]}${d.closedOn ? `，${d.closedOn}` : ''}` },
        ]}
        rows={[...v.disputes]}
        rowKey={(d) => d.id}
      />
    </Panel>
  );
};
