import { allow } from '../../lib/ruling.ts';
import { action } from '../../platform/action.ts';
import type { Job } from '../../platform/jobs.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { replaceDue } from './actions/index.ts';
import { forgetContacts } from './store/index.ts';

/** Days after the answer until contacts are deleted; the form promises it. */
export const KEEP_CONTACT_DAYS = 30;

const forget = action('policy.round.forget', { may: 'policy:keep' }, async (ctx, _input: { all: true }) => {
  const gone = await forgetContacts(ctx.tx, new Date(ctx.now.getTime() - KEEP_CONTACT_DAYS * 86_400_000));
  ctx.note({ subject: 'policy:rounds', detail: { gone } });
  return allow(gone);
});

export const jobs: readonly Job[] = [
  {
    name: 'policy.night',
    // After midnight in China: what comes into force today takes the place of what it replaces.
    cron: '10 16 * * *',
    run: async (system) => {
      const replaced = await replaceDue(system, SYSTEM, { all: true });
      await forget(system, SYSTEM, { all: true });
      return { looked: null, found: replaced.ok ? replaced.value : 0 };
    },
    tells: {
      title: '政策文件',
      looked: (n) => `${n}件`,
      found: (n) => `${n}件被新文件替代，已列为废止`,
      none: '没有到日子要被替代的',
      open: { label: '看台账', href: '/console/policy', may: 'policy:read' },
    },
  },
];
