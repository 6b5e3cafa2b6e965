/** Coming in: what an application must hold (条例 29) and the day of receipt R (条例 31). */
import type { Day } from '../../../lib/day.ts';
import { allow, type Refusal, type Ruling, refuse } from '../../../lib/ruling.ts';
import { MOST_LINE, MOST_NOTE, MOST_WORDS, tooLong } from './length.ts';
import { article, LOCAL } from './life.ts';
import { APPLICANTS, CHANNELS, type Channel, FORMS, WAYS } from './types.ts';

const CONTENT = article('二十九');

/** Channels whose day of receipt is the day both sides confirm; the others are received when they arrive. */
const CONFIRMED: readonly Channel[] = ['post-plain', 'net', 'fax', 'email'];
export const needsConfirming = (c: Channel): boolean => CONFIRMED.includes(c);

/** R where it is known on arrival: handed in, or signed for. */
export const receivedAtOnce = (c: Channel, arrivedOn: Day): Day | null => (needsConfirming(c) ? null : arrivedOn);

export type Applied = {
  applicantKind: string;
  name: string;
  idKind: string;
  idNumber: string;
  phone: string;
  email: string;
  address: string;
  agent: { name: string; idKind: string; idNumber: string; phone: string } | null;
  description: string;
  wantedForm: string;
  wantedWay: string;
  helpWanted: boolean;
};
/** What the caller looked up. */
export type AppliedFacts = {
  /** The unit exists, is in use, and answers requests. */
  unitKnown: boolean;
  /** The identity number is one by its own arithmetic; true for documents without any. */
  idFits: boolean;
  agentIdFits: boolean;
  /** A scan of the document came with it. */
  hasProof: boolean;
  /** Why a file cannot be taken, in Chinese; empty: nothing against it. */
  badFile: string;
};

const blank = (t: string): boolean => t.trim() === '';
type Reached = Pick<Applied, 'address' | 'email' | 'phone'>;
const mailFits = (email: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.normalize('NFKC').trim());
const reachable = (a: Reached): boolean =>
  !blank(a.address) || mailFits(a.email) || a.phone.normalize('NFKC').replace(/\D/g, '').length >= 7;

/** What the chosen way of delivery cannot do without: a letter an address, a mail a mailbox. */
export const lackingForWay = (a: Reached & { wantedWay: string }): string[] => [
  ...(a.wantedWay === 'email' && !mailFits(a.email) ? ['no_email_for_way'] : []),
  ...(a.wantedWay === 'post' && blank(a.address) ? ['no_address_for_way'] : []),
];

/** The three items of Article 29 that are missing: each is a ground for a correction notice, none for turning it away at a window. */
export function lacking(a: Applied, hasProof: boolean): string[] {
  const no: string[] = [];
  if (blank(a.name)) no.push('no_name');
  if (blank(a.idNumber) && !hasProof) no.push('no_identity');
  if (!reachable(a)) no.push('no_contact');
  if (blank(a.description)) no.push('no_description');
  if (!FORMS.some((f) => f === a.wantedForm)) no.push('no_form');
  if (!WAYS.some((w) => w === a.wantedWay)) no.push('no_way');
  return no;
}

/** What can be kept at all: too long, of no kind, or without any word is not. */
function unfit(a: Applied, f: AppliedFacts): Refusal[] {
  const no: Refusal[] = [];
  no.push(...tooLong(a.description, MOST_WORDS));
  const agent = a.agent ?? { name: '', idKind: '', idNumber: '', phone: '' };
  const lines: Readonly<Record<string, string>> = {
    name: a.name,
    idKind: a.idKind,
    idNumber: a.idNumber,
    phone: a.phone,
    email: a.email,
    address: a.address,
    agentName: agent.name,
    agentIdNumber: agent.idNumber,
    agentPhone: agent.phone,
  };
  for (const [field, text] of Object.entries(lines))
    if ([...text].length > MOST_LINE)
      no.push({ code: 'line_too_long', basis: LOCAL, detail: { most: MOST_LINE, field } });
  if (!APPLICANTS.some((k) => k === a.applicantKind)) no.push({ code: 'no_kind', basis: LOCAL });
  if (!f.unitKnown) no.push({ code: 'no_unit', basis: article('二十七') });
  if (!f.idFits) no.push({ code: 'bad_identity', basis: CONTENT });
  if (!f.agentIdFits) no.push({ code: 'bad_agent_identity', basis: CONTENT });
  if (f.badFile !== '') no.push({ code: 'bad_file', basis: LOCAL, detail: { say: f.badFile } });
  return no;
}

/** On the portal the form asks for everything the law asks for, and for nothing more. Any characters are words. */
export function mayApply(a: Applied, f: AppliedFacts): Ruling<true> {
  const no = [...lacking(a, f.hasProof).map((code): Refusal => ({ code, basis: CONTENT })), ...unfit(a, f)];
  if (a.agent && blank(a.agent.name)) no.push({ code: 'no_agent_name', basis: CONTENT });
  return no.length > 0 ? refuse(no) : allow(true);
}

/** At a window, by post, fax or e-mail it is taken as it came; what is missing is asked for afterwards. */
export function mayRecord(
  a: Applied,
  f: AppliedFacts,
  r: {
    channel: string;
    arrivedOn: Day | null;
    submittedOn: Day | null;
    helpOffered: string;
    today: Day;
    lawFrom: Day;
  },
): Ruling<true> {
  const no = [...unfit(a, f), ...tooLong(r.helpOffered, MOST_NOTE, '提供的帮助')];
  if (blank(a.name) && blank(a.description)) no.push({ code: 'nothing_written', basis: CONTENT });
  if (!CHANNELS.some((c) => c === r.channel && c !== 'net')) no.push({ code: 'no_channel', basis: article('三十一') });
  if (r.arrivedOn === null) no.push({ code: 'bad_day', basis: article('三十一') });
  else if (r.arrivedOn > r.today) no.push({ code: 'future_day', basis: article('三十一'), detail: { today: r.today } });
  else if (r.arrivedOn < r.lawFrom)
    no.push({ code: 'before_law', basis: article('三十一'), detail: { from: r.lawFrom } });
  else if (r.submittedOn !== null && r.submittedOn > r.arrivedOn)
    no.push({ code: 'sent_after_arrival', basis: article('三十一') });
  return no.length > 0 ? refuse(no) : allow(true);
}
