import { sayDay } from '../../../lib/day.ts';
import { LETTER_NAMES } from '../names.ts';
import type { DecisionKey, LetterFacts, LetterKind } from '../rules/types.ts';

/** What stands for a name: identities lie sealed apart, and are filled in only where a letter is drawn. */
export const APPLICANT = '〔申请人〕';
export const PARTY = '〔被征求意见方〕';

export type PlainBody = { paragraphs: string[] };
export type Composed = { title: string; body: PlainBody; decision: DecisionKey | null; basis: string[] };

const plain = (title: string, paragraphs: string[]): Composed => ({
  title,
  body: { paragraphs: paragraphs.filter((p) => p !== '') },
  decision: null,
  basis: [],
});

/** The text of a letter in paragraphs, from the facts of the case. */
export function composeLetter(f: LetterFacts, kind: LetterKind, partyId?: string): Composed {
  const title = LETTER_NAMES[kind];
  const received = f.request.receivedOn
    ? `本机关于${sayDay(f.request.receivedOn)}收到您的政府信息公开申请（${f.case.no}）。`
    : '';
  const party = f.parties.find((p) => p.id === partyId);
  const to = `${APPLICANT}：`;
  switch (kind) {
    case 'answer':
    case 'closing': {
      const d = f.decision;
      return {
        ...plain(title, [
          to,
          received,
          d ? `经审查，${d.name}。依据：${d.basis.join('、')}。` : '',
          ...(d?.grounds ?? []).map((g) => `不公开的部分：${g.name}。依据：${g.basis}。`),
          d?.reasons ? `理由：${d.reasons}` : '',
          d?.where ?? '',
          d?.remedy.text ?? '',
        ]),
        decision: d?.key ?? null,
        basis: [...(d?.basis ?? []), ...(d?.grounds ?? []).map((g) => g.basis)],
      };
    }
    case 'correction':
      return plain(title, [
        to,
        received,
        '申请内容需要补正：',
        ...(f.correction?.points ?? []).map((p, i) => `${i + 1}.${p}`),
        f.correction ? `请于${sayDay(f.correction.by)}前补正。没有正当理由逾期不补正的，视为放弃申请。` : '',
      ]);
    case 'reasons':
      return plain(title, [
        to,
        received,
        f.reasons?.why ?? '',
        f.reasons ? `请于${sayDay(f.reasons.by)}前说明理由。` : '',
      ]);
    case 'extension':
      return plain(title, [
        to,
        received,
        f.extension
          ? `因${f.extension.why}，延长${f.extension.days}个工作日，最晚${sayDay(f.extension.newDue)}答复。`
          : '',
      ]);
    case 'consultThird':
    case 'consultCo':
    case 'thirdNotice':
      return plain(title, [
        `${PARTY}：`,
        party ? `关于${party.about}，` : '',
        kind === 'thirdNotice' ? `本机关决定公开。${party?.override ?? ''}` : '',
        kind !== 'thirdNotice' && party
          ? `请自收到本函之日起15个工作日内（最晚${sayDay(party.limitOn)}）书面答复是否同意公开，并说明理由。`
          : '',
        kind === 'consultCo' ? '逾期不答复的，视为同意公开。' : '',
      ]);
    case 'consultNotice':
      return plain(title, [to, received, '所申请的信息需要征求其他方面的意见，所需时间不计算在答复期限内。']);
    case 'fee':
      return plain(title, [
        to,
        received,
        f.fee
          ? `应缴信息处理费${f.fee.yuan}元。依据：${f.fee.basis}。请于${sayDay(f.fee.payBy)}前缴纳。逾期不缴的，视为放弃申请。`
          : '',
      ]);
    default:
      return plain(title, [to, received, f.clock ? `最晚${sayDay(f.clock.due)}答复。` : '']);
  }
}
