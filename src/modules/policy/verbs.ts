import type { Verb } from '../../platform/module.ts';
import { takeInAll } from './take-in.ts';

export const verbs: readonly Verb[] = [
  {
    name: 'policy',
    usage:
      'policy take-in [--json]   takes published normative documents into the ledger and reads who names whom; safe to repeat',
    needs: 'database',
    run: async (args, io) => {
      if (args[0] !== 'take-in' || !io.system) {
        io.err('policy take-in');
        return 2;
      }
      const out = await takeInAll(io.system, io.actor);
      io.out(io.json ? JSON.stringify(out) : `看过${out.works}件，新入账${out.added}件。`);
      return 0;
    },
  },
];
