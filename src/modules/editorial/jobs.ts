import type { Job } from '../../platform/jobs.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { freeFiles } from '../publication/index.ts';
import { releaseDue } from './actions/index.ts';
import { forgetExamined } from './examined.ts';

export const jobs: readonly Job[] = [
  {
    name: 'editorial.release',
    run: async (system, payload) => {
      const { id } = payload as { id: string };
      const out = await releaseDue(system, SYSTEM, { id });
      // A refusal here means that the piece lost something after it was approved; the queue tries again and the log tells.
      if (!out.ok) throw new Error(`scheduled release of ${id} refused: ${out.refusals.map((r) => r.code).join(', ')}`);
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
