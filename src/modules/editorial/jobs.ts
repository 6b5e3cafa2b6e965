import type { Job } from '../../platform/jobs.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { freeFiles } from '../publication/index.ts';
import { releaseDue, stopDue } from './actions/index.ts';
import { forgetExamined } from './examined.ts';

export const jobs: readonly Job[] = [
  {
    name: 'editorial.release',
    run: async (system, payload) => {
      const { id } = payload as { id: string };
      const out = await releaseDue(system, SYSTEM, { id });
      if (out.ok) return;
      const codes = out.refusals.map((r) => r.code);
      if (codes.includes('not_due')) throw new Error(`scheduled release of ${id} refused: not_due`);
      system.log.warn({ piece: id, codes }, 'a scheduled release was refused');
      await stopDue(system, SYSTEM, { id, refusals: out.refusals });
    },
  },
  {
    name: 'editorial.drop_file',
    run: async (system, payload) => {
      const { sha256 } = payload as { sha256: string };
      await freeFiles(system, [sha256]);
      if ((await system.files.size(sha256)) === undefined) await forgetExamined(system.db, sha256);
    },
  },
];
