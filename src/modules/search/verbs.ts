import { parseArgs } from 'node:util';
import type { Verb } from '../../platform/module.ts';
import { reindex } from './index-editions.ts';
import { searchJson } from './routes.tsx';

export const verbs: readonly Verb[] = [
  {
    name: 'search',
    usage: 'search QUERY [--limit N]        查公开的内容 as the portal gives it',
    needs: 'database',
    run: async (args, io) => {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { limit: { type: 'string', default: '10' } },
      });
      const limit = Number(values.limit);
      if (positionals.length === 0 || !io.system || !Number.isInteger(limit) || limit < 1) {
        io.err('用法 usage: ./gongkai search QUERY [--limit N]');
        return 2;
      }
      const answer = await searchJson(io.system, positionals.join(' '), limit, io.system.config.publicUrl ?? '');
      if (io.json) io.out(JSON.stringify(answer));
      else {
        io.out(`${answer.total}件`);
        for (const r of answer.results)
          io.out(`${r.title}\n  ${r.unit}　${r.publishedOn}　${r.docNo ?? ''}　${r.url}\n  ${r.passage}`);
      }
      return 0;
    },
  },
  {
    name: 'reindex',
    usage: 'reindex                         从各版重建搜索等 rebuild the search and all else kept of editions',
    needs: 'database',
    run: async (_args, io) => {
      if (!io.system) return 2;
      const works = await reindex(io.system, (done) => io.err(`${done}`));
      // Sketches for likeness, evidence of the catalogue, who explains whom: whatever else is derived from editions.
      for (const m of io.system.modules) await m.rebuild?.(io.system);
      io.out(io.json ? JSON.stringify({ works }) : `重建好了，共${works}件。`);
      return 0;
    },
  },
];
