import type { Day } from '../../lib/day.ts';
import { sayMoment } from '../../lib/moments.ts';
import { transaction } from '../../platform/db/connection.ts';
import type { Req } from '../../platform/http/types.ts';
import type { Job, Looked } from '../../platform/jobs.ts';
import { may } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { Icon } from '../../ui/components/icon.tsx';
import { Panel, PanelRows } from '../../ui/components/panel.tsx';
import { Tag } from '../../ui/components/tag.tsx';
import { type NightRow, nights, saveNight } from './store.ts';

/** Hours after which a job that runs every day has been missed. */
const MISSED_HOURS = 26;

/** Keeps what a job came upon, for who asks in the morning; a job that tells of nothing leaves nothing. */
export async function keepNight(system: System, job: Job, told: Looked | void): Promise<void> {
  if (!told || !job.tells) return;
  await transaction(system.db, (tx) => saveNight(tx, { job: job.name, at: system.clock.now(), ...told }));
}

type Telling = NonNullable<Job['tells']>;
type Line = { tells: Telling; last: NightRow | undefined; missed: boolean };

const lineOf = (job: string, tells: Telling, all: readonly NightRow[], now: Date): Line => {
  const last = all.find((r) => r.job === job);
  return { tells, last, missed: last !== undefined && now.getTime() - last.at.getTime() > MISSED_HOURS * 3_600_000 };
};

const say = ({ tells, last }: Line): string =>
  `${last?.looked == null ? '' : `看了${tells.looked(last.looked)}，`}${last && last.found > 0 ? tells.found(last.found) : tells.none}`;

const isBad = (l: Line): boolean => l.tells.bad === true && (l.last?.found ?? 0) > 0;

/** 昨晚自动核对: what looks at something by the clock, when it last did, at how much, and what it found; first what is to be mended. */
export async function nightPanel(c: Req) {
  const rows = await nights(c.system.db);
  const lines = c.system.modules
    .flatMap((m) => m.jobs ?? [])
    .flatMap((j) => (j.tells ? [lineOf(j.name, j.tells, rows, c.system.clock.now())] : []));
  if (lines.length === 0) return null;
  const first = lines.filter((l) => isBad(l) || l.missed);
  // What looked at many says more than what took away what was due.
  const rest = lines
    .filter((l) => l.last && !first.includes(l))
    .sort((x, y) => (y.last?.looked ?? -1) - (x.last?.looked ?? -1));
  const never = lines.filter((l) => !l.last);
  const today = c.system.clock.today();
  return (
    <Panel title="昨晚自动核对" note="全区">
      <PanelRows
        rows={[
          ...first.map((l) => ({
            tag: (
              <Tag tone="warn" icon={l.missed ? 'clock' : 'warn'}>
                {l.missed ? `${l.tells.title}：昨晚没有做` : l.tells.title}
              </Tag>
            ),
            main: say(l),
            note: <When l={l} c={c} today={today} />,
          })),
          ...rest.map((l) => ({
            main: (
              <>
                <Icon name="check-circle" size={18} /> {l.tells.title}：{say(l)}
              </>
            ),
            note: <When l={l} c={c} today={today} />,
          })),
          // On the first day or, where it breaks each night, for ever: it promises nothing.
          ...(never.length > 0
            ? [{ main: `${never.map((l) => l.tells.title).join('、')}：每天夜里做一次，还没有结果` }]
            : []),
        ]}
      />
    </Panel>
  );
}

const When = ({ l, c, today }: { l: Line; c: Req; today: Day }) => {
  const { open } = l.tells;
  const goes = open && may(c.system.permissions, c.actor, open.may) ? open : undefined;
  return (
    <>
      {l.last && `${l.missed ? '上一次是' : ''}${sayMoment(l.last.at, today)}`}
      {goes && (
        <>
          {'　'}
          <a href={goes.href}>{goes.label}</a>
        </>
      )}
    </>
  );
};
