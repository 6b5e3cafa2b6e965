import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { AppError } from '../../platform/errors.ts';
import type { Verb } from '../../platform/module.ts';
import { checkReport } from './rules/check.ts';
import { readReport } from './rules/read.ts';
import type { Report } from './rules/types.ts';

const bad = (say: string): AppError => new AppError('bad_request', say, say);

async function reportOf(file: string): Promise<Report> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw bad(`${file}打不开。cannot be opened`);
  });
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw bad(`${file}不是JSON。not JSON`);
  }
  const read = readReport(json);
  if (!read.ok) throw bad(`${file}：${read.wrong.join(' ')}`);
  return read.report;
}

export const verbs: readonly Verb[] = [
  {
    name: 'report check',
    usage: 'report check FILE [--last FILE]   年度报告勾稽核对，可与上年比 an annual report’s balance checks',
    needs: 'nothing',
    run: async (args, io) => {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { last: { type: 'string' } },
      });
      const [file, more] = positionals;
      if (!file || more) throw bad('用法 usage: ./gongkai report check FILE [--last FILE]');
      const all = checkReport(await reportOf(file), values.last ? await reportOf(values.last) : undefined);
      const failures = all.filter((f) => f.severity === 'error');
      const warnings = all.filter((f) => f.severity === 'warning');
      if (io.json) io.out(JSON.stringify({ ok: failures.length === 0, failures, warnings }));
      else {
        for (const f of all) io.out(`${f.severity === 'error' ? '不平' : '提醒'}　${f.say}\n　　${f.cells.join('、')}`);
        io.out(failures.length === 0 ? '勾稽关系都对得上。' : `${failures.length}处对不上。`);
      }
      return failures.length === 0 ? 0 : 1;
    },
  },
];
