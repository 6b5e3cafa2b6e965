import { transaction } from '../../platform/db/connection.ts';
import { enqueueIn, type Job } from '../../platform/jobs.ts';
import { may } from '../../platform/permission.ts';
import type { System } from '../../platform/system.ts';
import { actorsToRemind } from '../org/index.ts';
import { desks, dutiesOf, unitsOf } from './gather.ts';
import { stageOf } from './rules.ts';
import { lockUnmailed, markMailed, remember } from './store.ts';
import { countWaiting } from './waiting.ts';

/** Calendar days before the last day at which the first reminder goes out; a setting, not law. */
const REMIND_DAYS = 3;

/** Notes which duties have reached a new stage, once for each person and stage, and queues the mail. */
const remind: Job = {
  name: 'duties.remind',
  // Before the offices open at half past eight, and once after lunch.
  cron: '0 0,6 * * *',
  async run(system) {
    const today = system.clock.today();
    const [people, deskOf] = await Promise.all([actorsToRemind(system.db, today), desks(system)]);
    const duties = await dutiesOf(system, system.db, [...new Set(people.flatMap((p) => unitsOf(p.actor)))], today);
    for (const { actor, email } of people) {
      const own = new Set(actor.grants.map((g) => g.unitId));
      await transaction(system.db, async (tx) => {
        let fresh = 0;
        for (const d of duties) {
          const stage = stageOf(d.due, today, REMIND_DAYS);
          if (!stage || !own.has(deskOf(d)) || !may(system.permissions, actor, d.may, d.unitId)) continue;
          if (
            await remember(tx, {
              dutyKey: d.key,
              stage,
              personId: actor.id,
              at: system.clock.now(),
              title: d.title,
              href: d.act.href,
            })
          )
            fresh++;
        }
        if (fresh > 0 && email && system.config.smtpUrl)
          await enqueueIn(tx)('duties.mail', { personId: actor.id, email }, { key: `duties.mail:${actor.id}` });
      });
    }
  },
};

/** One mail with everything new. Marked in the same transaction that holds the rows, after the server has taken the mail. */
const mail: Job = {
  name: 'duties.mail',
  async run(system, payload) {
    const { personId, email } = payload as { personId: string; email: string };
    await transaction(system.db, async (tx) => {
      const due = await lockUnmailed(tx, personId);
      if (due.length === 0 || !system.config.smtpUrl) return;
      await sendMail(system, email, `公开工作台：${due.length}件事等您办`, bodyOf(system, due));
      await markMailed(
        tx,
        personId,
        due.map((d) => d.dutyKey),
        system.clock.now(),
      );
    });
  },
};

const STAGE = { new: '等您处理', soon: '快到期', today: '今天到期', overdue: '已逾期' } as const;

function bodyOf(system: System, due: { stage: keyof typeof STAGE; title: string; href: string }[]): string {
  const base = system.config.publicUrl ?? '';
  return [
    ...due.map((d) => `· ${STAGE[d.stage]}　${d.title}\n  ${base}${d.href}`),
    '',
    '在公开工作台“我的工作”里能看到全部待办。',
  ].join('\n');
}

const PATIENCE_MS = 20_000;

async function sendMail(system: System, to: string, subject: string, text: string): Promise<void> {
  // Loaded when there is mail to send.
  const { createTransport } = await import('nodemailer');
  // The transaction waits for the letter, so a mail server that says nothing must not hold it for long.
  const transport = createTransport({
    url: system.config.smtpUrl ?? '',
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  });
  try {
    await transport.sendMail({ from: system.config.mailFrom, to, subject, text });
  } finally {
    transport.close();
  }
}

/** Of the worker's time: in a large district something is done each minute, and pieces wait for their release. */
const SHARE_OF_TIME = 1 / 30;
let restUntil = 0;

/** What the rail says: counted only when something was done. */
const count: Job = {
  name: 'duties.count',
  cron: '* * * * *',
  missed: 'let go',
  run: async (system) => {
    const began = performance.now();
    if (began < restUntil) return;
    if (await countWaiting(system)) restUntil = performance.now() + (performance.now() - began) / SHARE_OF_TIME;
  },
};

export const jobs: readonly Job[] = [remind, count, mail];
