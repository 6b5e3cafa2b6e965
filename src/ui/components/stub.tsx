import type { ComponentChildren } from 'preact';
import { ButtonLink } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';
import { Mark } from './mark.tsx';
import { Facts } from './section.tsx';
import { DemoTag } from './tag.tsx';

/** What was found when the stub was rendered. */
export type StubState = 'ok' | 'corrected' | 'registering' | 'mismatch' | 'withdrawn' | 'hidden' | 'erased';

type StubRow = { label: '谁' | '何时' | '依据' | '登记' | '公报'; value: ComponentChildren };

/** Everything a stub says; the caller makes sure each line was checked now. */
export type StubData = {
  state: StubState;
  /** Log index. */
  no: number;
  /** The one state line, e.g. 文本与登记一致，发布后未改动. */
  says: string;
  /** The five rows, always in the order 谁 何时 依据 登记 公报; a row not given is left out. */
  rows: StubRow[];
  /** A remark under the state line, e.g. 看改了什么. */
  more?: ComponentChildren;
  verifyHref: string;
  downloadHref?: string | undefined;
  /** Already shortened in the middle: 7f3a 91c2 … e04b 26d1. */
  fingerprint?: string | undefined;
  /** True while no real certificate is installed. */
  demo?: boolean | undefined;
};

const LOOK: Record<StubState, { tone: string; icon: IconName }> = {
  ok: { tone: 'good', icon: 'check-circle' },
  corrected: { tone: 'warn', icon: 'clock' },
  registering: { tone: 'quiet', icon: 'clock' },
  mismatch: { tone: 'bad', icon: 'cross-circle' },
  withdrawn: { tone: 'quiet', icon: 'close' },
  hidden: { tone: 'quiet', icon: 'clock' },
  erased: { tone: 'quiet', icon: 'close' },
};

const ORDER: StubRow['label'][] = ['谁', '何时', '依据', '登记', '公报'];

const Head = ({ title, no }: { title: string; no: string }) => (
  <div class="stub-head">
    <Mark size={26} />
    <h2 class="stub-title">{title}</h2>
    <span class="stub-no">{no}</span>
  </div>
);

const StateLine = ({ state, says }: { state: StubState; says: string }) => (
  <p class={`stub-state stub-state-${LOOK[state].tone}`}>
    <Icon name={LOOK[state].icon} />
    <span>{says}</span>
  </p>
);

/** The whole stub: rail on desktop, after the text on phones. */
export const Stub = ({ stub, id = 'stub' }: { stub: StubData; id?: string | undefined }) => {
  const rows = ORDER.flatMap((label) => stub.rows.filter((r) => r.label === label));
  return (
    <section class="stub" id={id} aria-label={`公开存根 第${stub.no}号`}>
      <Head title="公开存根" no={`第${stub.no}号`} />
      <StateLine state={stub.state} says={stub.says} />
      {stub.more && <p class="stub-more">{stub.more}</p>}
      {stub.demo && (
        <p class="stub-demo">
          <DemoTag />
        </p>
      )}
      {rows.length > 0 && <Facts look="stub-rows" rows={rows} />}
      {stub.state !== 'withdrawn' && stub.state !== 'hidden' && stub.state !== 'erased' && (
        <div class="stub-acts">
          <ButtonLink kind="primary" small icon="shield" href={stub.verifyHref}>
            我来核验
          </ButtonLink>
          {stub.downloadHref && <a href={stub.downloadHref}>下载存根</a>}
        </div>
      )}
      {stub.fingerprint && (
        <p class="stub-print">
          指纹 <span class="mono">{stub.fingerprint}</span>
        </p>
      )}
    </section>
  );
};

type StubShortProps = {
  stub: StubData;
  /** Unit, date and nth working day. */
  summary: ComponentChildren;
  fullHref?: string | undefined;
};

/** Phones, under the facts; hidden where the whole stub stands in the rail. */
export const StubShort = ({ stub, summary, fullHref = '#stub' }: StubShortProps) => (
  <section class="stub stub-short" aria-label="公开存根，短的">
    <Head title="公开存根" no={`第${stub.no}号`} />
    <StateLine state={stub.state} says={stub.says} />
    {stub.demo && (
      <p class="stub-demo">
        <DemoTag />
      </p>
    )}
    <p class="stub-more">{summary}</p>
    <div class="stub-acts">
      <ButtonLink kind="primary" small icon="shield" href={stub.verifyHref}>
        我来核验
      </ButtonLink>
      <a class="stub-whole" href={fullHref}>
        看整张存根
        <Icon name="chevron-down" size={16} />
      </a>
    </div>
  </section>
);

/** In lists and metadata: 存根 ⋮ 10431. */
export const StubLine = ({ no, href }: { no: number | string; href?: string | undefined }) => (
  <span class="stub-line">
    存根 <span class="stub-line-no">{href ? <a href={href}>{no}</a> : no}</span>
  </span>
);

type StubSiteProps = {
  /** How many log entries there are. */
  count: number;
  state: StubState;
  /** e.g. 今早6点对到第10482号，一件不少 */
  says: string;
  /** Who holds copies, since when not counted. */
  children: ComponentChildren;
  logHref: string;
  verifyHref?: string | undefined;
  demo?: boolean | undefined;
};

/** The whole site's stub, on the home page. */
export const StubSite = (p: StubSiteProps) => (
  <section class="stub" aria-label="全站存根">
    <Head title="全站存根" no={`${p.count.toLocaleString('en-US')}件`} />
    <StateLine state={p.state} says={p.says} />
    {p.demo && (
      <p class="stub-demo">
        <DemoTag />
      </p>
    )}
    <p class="stub-more">{p.children}</p>
    <p class="link-row">
      <a href={p.logHref}>查登记册</a>
      {p.verifyHref && <a href={p.verifyHref}>我来核对</a>}
    </p>
  </section>
);

type StubPaperProps = {
  no: number;
  lines: ComponentChildren[];
  /** Address of the verify page in words, printed beside the code. */
  address: string;
  /** The square code, made by the caller. */
  code?: SquareCode | undefined;
};

/** `size`: modules of a side; `path`: lines of width one through the dark ones, as SVG draws them. */
export type SquareCode = { size: number; path: string };

/** `data`: modules row by row, those that are not 0 are dark. Each run of them is one line; the next of its row begins where it ends. */
export function drawnCode(size: number, data: ArrayLike<number>): SquareCode {
  let path = '';
  for (let y = 0; y < size; y++) {
    let at = 0;
    for (let x = 0; x < size; x++) {
      const from = x;
      while (x < size && data[y * size + x]) x++;
      if (x === from) continue;
      path += `${at === 0 ? `M${from} ${y}.5` : `m${from - at} 0`}h${x - from}`;
      at = x;
    }
  }
  return { size, path };
}

/** Foot of the printed page; shown on paper only. */
export const StubPaper = ({ no, lines, address, code }: StubPaperProps) => (
  <section class="stub-paper" aria-label={`存根 第${no}号`}>
    {code && (
      <svg class="stub-code" width="88" height="88" viewBox={`0 0 ${code.size} ${code.size}`} aria-hidden="true">
        <path stroke="currentColor" d={code.path} />
      </svg>
    )}
    <div class="stub-paper-text">
      <p>
        <b>公开存根　第{no}号</b>
      </p>
      {lines.map((l, i) => (
        <p key={i}>{l}</p>
      ))}
    </div>
    <p class="stub-paper-call">
      <b>扫码核对这一页有没有被改动</b>
      <br />
      {address}
    </p>
  </section>
);
