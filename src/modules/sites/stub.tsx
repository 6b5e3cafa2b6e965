import { create } from 'qrcode';
import { type Day, dayIn, daysBetween } from '../../lib/day.ts';
import { clockTime, sayDayNear, sayMoment } from '../../lib/moments.ts';
import { Recent } from '../../lib/recent.ts';
import { type Calendar, countWorkdays } from '../../lib/workdays.ts';
import { drawnCode, type SquareCode, Stub, type StubData, StubPaper, StubShort } from '../../ui/components/stub.tsx';
import type { EditionContent, OpenedWork } from '../publication/index.ts';
import { publishWithin } from './law.ts';
import { type StubState, stubState } from './rules.ts';

type Nth = { n: number; limit: number; issuedOn: Day; publishedOn: Day };

/** Which working day after its date a document came out on, and the limit; undefined when it has no date or no limit was in force. */
export function nthDay(issuedOn: Day | undefined, publishedOn: Day, cal: Calendar): Nth | undefined {
  const limit = issuedOn && publishWithin(issuedOn);
  if (!issuedOn || !limit || daysBetween(issuedOn, publishedOn) < 0) return undefined;
  return { n: countWorkdays(issuedOn, publishedOn, cal), limit: limit.number, issuedOn, publishedOn };
}

export const sayNth = (x: Nth): string =>
  x.n > x.limit
    ? `第${x.n}个工作日，超过期限${x.limit}个`
    : x.n === 0
      ? `成文当天，期限${x.limit}个工作日`
      : `第${x.n}个工作日，期限${x.limit}个`;

/** `7f3a 91c2 5d08 … e04b 26d1` */
export const shortPrint = (hex: string): string =>
  `${hex.slice(0, 12).match(/.{4}/g)?.join(' ')} … ${hex.slice(-8).match(/.{4}/g)?.join(' ')}`;

/** Who wrote, reviewed and released it: three people, or the roles, one that did several steps named once with all of them. */
function sayHands(h: EditionContent['hands']): string {
  if (new Set([h.writer, h.reviewer, h.approver].filter(Boolean)).size === 3) return '撰写、审核、签发为三人';
  const did = new Map<string, string[]>();
  for (const [what, who] of [
    ['撰写', h.writer],
    ['审核', h.reviewer],
    ['签发', h.approver],
  ] as const)
    if (who) did.set(who, [...(did.get(who) ?? []), what]);
  return [...did].map(([who, what]) => `${what.join('、')}：${who}`).join('；');
}

const sayBasis = (b: EditionContent['basis'][number]): string =>
  `${/^《/.test(b.law) ? b.law : `《${b.law}》`}${b.article ?? ''}`;

export type Proof = { stub: StubData; state: StubState; nth: Nth | undefined; summary: string; paper: string[] };

const SAYS: Record<StubState, string> = {
  ok: '文本与登记一致，发布后未改动',
  corrected: '文本与登记一致，发布后更正过',
  mismatch: '和登记的不一样，请不要使用这一页的文字',
  withdrawn: '已撤下，登记号保留',
  hidden: '正在核查，暂时不能看',
  erased: '内容已按规定删除，登记号保留',
};

/** What the stub of a work says; every line was read or computed for this page, at this moment. */
export function proofOf(o: OpenedWork, cal: Calendar, today: Day): Proof {
  const { work, listing, current, editions } = o;
  const state = stubState({ work: work.state, check: current.check, versions: editions.length });
  const nth = nthDay(listing.issuedOn ?? undefined, listing.publishedOn, cal);
  const c = current.content;
  const first = listing.firstPublishedAt;
  const more =
    state === 'corrected' ? (
      <a href={`/p/${work.no}/compare`}>更正{editions.length - 1}次，看改了什么</a>
    ) : state === 'mismatch' ? (
      <>
        <a href={`/p/${work.no}/check`}>哪里不一样</a>，<a href={`/error-report?page=/p/${work.no}`}>告诉我们</a>
      </>
    ) : undefined;
  const hands = c ? sayHands(c.hands) : '';
  const basis = c?.basis.map(sayBasis) ?? [];
  const stub: StubData = {
    state,
    no: work.no,
    says: SAYS[state],
    more,
    verifyHref: `/p/${work.no}/check`,
    downloadHref: current.content ? `/p/${work.no}/stub.json` : undefined,
    fingerprint: shortPrint(current.edition.contentHash.toString('hex')),
    rows: [
      {
        label: '谁',
        value: (
          <>
            <a href={`/u/${work.unitId}`}>{listing.unitName}</a>公开
            {hands && (
              <>
                <br />
                {hands}
              </>
            )}
          </>
        ),
      },
      {
        label: '何时',
        value: (
          <>
            {listing.issuedOn && (
              <>
                {sayDayNear(listing.issuedOn, today)}成文
                <br />
              </>
            )}
            {sayMoment(first, today)} 公开
            {nth && (
              <>
                <br />
                <a href={`/p/${work.no}/why`}>{sayNth(nth)}</a>
              </>
            )}
          </>
        ),
      },
      ...(basis.length > 0 || c?.item
        ? [
            {
              label: '依据' as const,
              value: (
                <>
                  {basis.map((b, i) => (
                    <span key={i}>
                      {i > 0 && '；'}
                      {b}
                    </span>
                  ))}
                  {c?.item && (
                    <>
                      {basis.length > 0 && <br />}
                      公开目录 <a href={`/coverage/${c.unitId}#i-${c.item.id}`}>{`${c.item.id} ${c.item.title}`}</a>
                    </>
                  )}
                </>
              ),
            },
          ]
        : []),
      {
        label: '登记',
        value: (
          <>
            第{current.edition.logIndex}号{editions.length > 1 && `，这是第${current.edition.version}版`}
            <br />
            <a href={`/register?at=${current.edition.logIndex}`}>在登记册里看</a>
          </>
        ),
      },
    ],
  };
  const when = `${sayDayNear(dayIn(first), today)}公开`;
  return {
    stub,
    state,
    nth,
    summary: `${listing.unitName}，${when}${nth ? `（${sayNth(nth)}）` : ''}`,
    paper: [
      `${listing.unitName}公开${hands ? `，${hands}` : ''}`,
      `${listing.issuedOn ? `${sayDayNear(listing.issuedOn)}成文，` : ''}${sayDayNear(dayIn(first))} ${clockTime(first)}公开${editions.length > 1 ? `，第${current.edition.version}版` : ''}`,
      ...(basis.length > 0 ? [`依据${basis.join('；')}`] : []),
      `指纹 ${shortPrint(current.edition.contentHash.toString('hex'))}`,
    ],
  };
}

const codes = new Recent<SquareCode>(2_000_000);
const sizeOf = (code: SquareCode): number => code.path.length;

/**
 * The square code of an address. Of its eight masks always the same one: which of them a camera likes best is worth ten times
 * the work only for codes on bad ground, and this one is printed on white.
 */
const squareCode = (address: string): SquareCode => codes.of(address, squareCodeOf, sizeOf);

function squareCodeOf(address: string): SquareCode {
  const { data, size } = create([{ data: Buffer.from(address), mode: 'byte' }], {
    errorCorrectionLevel: 'M',
    maskPattern: 2,
  }).modules;
  return drawnCode(size, data);
}

export const FullStub = ({ p }: { p: Proof }) => <Stub stub={p.stub} />;
export const ShortStub = ({ p }: { p: Proof }) => <StubShort stub={p.stub} summary={p.summary} />;
export const PaperStub = ({ p, address }: { p: Proof; address: string }) => (
  <StubPaper no={p.stub.no} lines={p.paper} address={address.replace(/^https?:\/\//, '')} code={squareCode(address)} />
);
