/** Letters on the way to an answer (条例 Articles 29 to 35, 42): each says what it must, no more. */
import { type Day, sayDay } from '../../../../lib/day.ts';
import type { PaperBlock } from '../../../../platform/documents/index.ts';
import type { LetterKind } from '../../rules/types.ts';
import { basisOfLetter, sayBasis, workdaysOf } from './law.ts';
import { APPLICANT, askedInFull, BLANK, bare, type Draft, end, opening, openingForOthers, p } from './say.ts';

export type Procedural = Exclude<LetterKind, 'answer' | 'closing'>;

const basis = ({ facts, law }: Draft, kind: LetterKind): string => sayBasis(basisOfLetter(law, kind, facts.today));
const sayBy = (day: Day | null | undefined): string => (day ? sayDay(day) : BLANK);

/** The words of each letter, without frame; what a fact does not say yet is a blank to be filled in. */
export const PROCEDURE: Readonly<Record<Procedural, (d: Draft) => PaperBlock[]>> = {
  receipt: (d) => {
    const { clock, request } = d.facts;
    const until = clock
      ? `能够当场答复的，当场答复；不能当场答复的，自收到申请之日起${clock.limit}个工作日内答复，最迟为${sayDay(clock.due)}${clock.provisional ? '（此后的放假安排尚未公布，以公布后的日期为准）' : ''}。征求第三方和其他机关意见所需时间不计算在内。`
      : '答复期限自收到申请之日起计算。';
    return [
      p(`本机关接收到您通过${request.channelName}提交的政府信息公开申请，编号${d.facts.case.no}。`),
      p(askedInFull(d.facts)),
      p(
        request.receivedOn
          ? `根据${basis(d, 'receipt')}的规定，收到申请之日为${sayDay(request.receivedOn)}。${until}`
          : `根据${basis(d, 'receipt')}的规定，收到申请之日按提交方式确定；需要双方确认的，以确认之日为收到申请之日。${until}`,
      ),
      p('请保存本回执。凭编号和查询密码，可以随时查询办理情况。'),
    ];
  },

  registration: ({ facts: f }) => {
    const row = (label: string, text: string) => [{ text: label }, { text: text || '—' }];
    return [
      {
        kind: 'table',
        widths: [2, 6],
        head: [],
        rows: [
          row('编号', f.case.no),
          row('申请人', `${APPLICANT}（${f.applicant.kindName}）`),
          row('提交方式', f.request.channelName),
          row('接收日期', sayDay(f.request.arrivedOn)),
          row('收到申请之日', f.request.receivedOn ? sayDay(f.request.receivedOn) : '尚未确认'),
          row('确认人', f.request.confirmedBy),
          row('所需信息', f.request.description),
          row('获取信息的形式、方式', [f.request.wantedFormName, f.request.wantedWayName].filter(Boolean).join('；')),
          row('最迟答复日期', f.clock ? `${sayDay(f.clock.due)}${f.clock.provisional ? '（暂定）' : ''}` : ''),
          row('拟办意见', '\n'),
          row('审核意见', '\n'),
        ],
      },
    ];
  },

  correction: (d) => {
    const points = d.facts.correction?.points ?? [];
    return [
      p(opening(d.facts)),
      p(`经审查，您的申请需要补正。根据${basis(d, 'correction')}的规定，现将需要补正的全部事项一次性告知如下：`),
      ...(points.length > 0 ? points : [BLANK]).map((x, i) => p(`${i + 1}.${end(x)}`)),
      p(
        `请您于${sayBy(d.facts.correction?.by)}前将补正的内容提交本机关。需要帮助的，可以按下列方式联系，本机关予以指导和释明。`,
      ),
      p('答复期限自收到您补正的申请之日起计算。无正当理由逾期不补正的，视为放弃申请，本机关不再处理该申请。'),
    ];
  },

  reasons: (d) => [
    p(opening(d.facts)),
    p(`经审查，${end(d.facts.reasons?.why ?? BLANK)}`),
    p(
      `根据${basis(d, 'reasons')}的规定，请您于${sayBy(d.facts.reasons?.by)}前书面说明理由。理由不合理的，本机关告知您不予处理；理由合理但无法在规定期限内答复的，本机关确定延迟答复的合理期限并告知您。`,
    ),
  ],

  extension: (d) => [
    p(opening(d.facts)),
    p(`因${bare(d.facts.extension?.why ?? BLANK)}，无法在规定期限内答复。`),
    p(
      `根据${basis(d, 'extension')}的规定，经本机关政府信息公开工作机构负责人同意，延长答复期限${d.facts.extension?.days ?? BLANK}个工作日，最迟于${sayBy(d.facts.extension?.newDue)}前答复。`,
    ),
  ],

  consultThird: (d) => [
    p(openingForOthers(d.facts)),
    p(`经审查，其中涉及您（贵单位）的内容：${end(d.party?.about ?? BLANK)}公开后可能损害您（贵单位）的合法权益。`),
    p(
      `根据${basis(d, 'consultThird')}的规定，请自收到本意见书之日起${workdaysOf(d.law, 'foi.third-party', d.facts.today)}个工作日内，书面告知本机关是否同意公开；不同意公开的，请说明理由，并注明涉及的部分。`,
    ),
    p(
      '逾期未提出意见的，由本机关依照条例的规定决定是否公开。不同意公开且有合理理由的，不予公开；本机关认为不公开可能对公共利益造成重大影响的，可以决定公开，并将决定公开的内容和理由书面告知您（贵单位）。',
    ),
    reply(),
  ],

  consultCo: (d) => [
    p(openingForOthers(d.facts)),
    p(`该信息由本机关牵头、与贵单位共同制作：${end(d.party?.about ?? BLANK)}`),
    p(
      `根据${basis(d, 'consultCo')}的规定，请自收到本意见书之日起${workdaysOf(d.law, 'foi.co-producer', d.facts.today)}个工作日内，书面提出是否公开的意见和依据。逾期未提出意见的，视为同意公开。`,
    ),
    reply(),
  ],

  consultNotice: (d) => [
    p(opening(d.facts)),
    p('经审查，您申请公开的信息需要征求第三方或者其他机关的意见，本机关已经发出征求意见书。'),
    p(
      `根据${basis(d, 'consultNotice')}的规定，征求意见所需时间不计算在答复期限内。收到意见后，本机关继续办理并依法答复。`,
    ),
  ],

  thirdNotice: (d) => [
    p(openingForOthers(d.facts)),
    p(`您（贵单位）曾就其中涉及您（贵单位）的内容提出不同意公开的意见。涉及的内容：${end(d.party?.about ?? BLANK)}`),
    p(`经审查，本机关决定予以公开。理由：${end(d.party?.override || BLANK)}`),
    p(`根据${basis(d, 'thirdNotice')}的规定，现将决定公开的政府信息内容和理由书面告知您（贵单位）。`),
  ],

  assist: (d) => [
    p(openingForOthers(d.facts)),
    p(`请协助办理下列事项：${end(d.assist?.matter ?? BLANK)}`),
    p(
      `根据${basis(d, 'assist')}的规定，本件最迟于${sayBy(d.facts.clock?.due)}前答复申请人，协办的时间计算在内。请尽快书面回复，并附能够提供的材料。`,
    ),
  ],

  fee: (d) => {
    const fee = d.facts.fee;
    if (!fee) return [p(opening(d.facts)), p(BLANK)];
    const counted =
      fee.tariff === 'items' ? `本件是您本月提交的第${fee.count}件申请` : `本件需要提供的信息共${fee.count}页`;
    return [
      p(opening(d.facts)),
      p(`经审查，您申请公开政府信息的数量、频次明显超过合理范围，根据${basis(d, 'fee')}的规定，本机关收取信息处理费。`),
      p(`收费按${fee.tariff === 'items' ? '件' : '量'}计算，${counted}，应缴信息处理费${fee.yuan}元。计算如下：`),
      {
        kind: 'table',
        widths: [3, 2, 2, 2],
        head: [
          [
            { text: fee.tariff === 'items' ? '第几件' : '第几页' },
            { text: '数量' },
            { text: '单价（元）' },
            { text: '金额（元）' },
          ],
        ],
        rows: [
          ...fee.bands.map((b) => [
            { text: b.from === b.to ? String(b.from) : `${b.from}—${b.to}`, align: 'center' as const },
            { text: String(b.count), align: 'right' as const },
            { text: String(b.each), align: 'right' as const },
            { text: String(b.yuan), align: 'right' as const },
          ]),
          [
            { text: '合计', cols: 3, align: 'center' as const },
            { text: String(fee.yuan), align: 'right' as const },
          ],
        ],
      },
      p(
        `请自收到本通知次日起${workdaysOf(d.law, 'foi.payment', d.facts.today)}个工作日内（最迟${sayDay(fee.payBy)}）缴纳，款项缴入国库，本机关开具财政票据。逾期未缴纳的，视为放弃申请，本机关不再处理该申请。`,
      ),
      p('对收费有异议的，可以在缴费期限内向本机关提出，由本机关复核并答复。'),
    ];
  },
};

/** What is torn off and sent back. */
const reply = (): PaperBlock => ({
  kind: 'table',
  caption: '意见回复',
  widths: [2, 6],
  head: [],
  rows: [
    [{ text: '是否同意公开' }, { text: '□同意公开　□部分同意公开　□不同意公开' }],
    [{ text: '涉及的部分和理由' }, { text: '\n\n' }],
    [{ text: '签名（盖章）和日期' }, { text: '\n' }],
  ],
});
