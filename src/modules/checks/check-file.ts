import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { dayIn } from '../../lib/day.ts';
import type { Check, Finding } from '../../lib/finding.ts';
import type { Specimen } from '../../lib/specimen.ts';
import { examine } from '../../platform/documents/index.ts';
import type { VerbIo } from '../../platform/module.ts';
import { allChecks, checkSpecimen } from './checks.ts';

type Said = Pick<Finding, 'rule' | 'severity' | 'message' | 'why' | 'quote' | 'at' | 'basis' | 'suggestion'>;
/** What `check` says of one file. */
export type Report = {
  file: string;
  findings: Said[];
  /** How many checks found nothing. */
  clean: number;
  /** Checks that need the site's database, by name: they were not made. */
  unlooked: string[];
  /** Rules of ours that broke on this file. */
  broken: { id: string; title: string; error: string }[];
};
export type Unusable = { file: string; error: string };

const said = ({ rule, severity, message, why, quote, at, basis, suggestion }: Finding): Said => ({
  rule,
  severity,
  message,
  why,
  quote,
  at,
  basis,
  ...(suggestion ? { suggestion } : {}),
});

/** Looks at a file without a database, and gives what was looked at too. Never throws for a file that cannot be read. */
export async function checkFile(
  path: string,
  checks: readonly Check[] = allChecks,
): Promise<{ report: Report; specimen: Specimen } | Unusable> {
  const bytes = await readFile(path).catch((e: NodeJS.ErrnoException) => e);
  if (bytes instanceof Error)
    return {
      file: path,
      error:
        bytes.code === 'ENOENT'
          ? '没有这个文件。no such file'
          : bytes.code === 'EISDIR'
            ? '这是文件夹，请写里面的文件。a folder'
            : `打不开：${bytes.message}`,
    };
  const read = await examine({ name: basename(path), bytes });
  if (!read.ok) return { file: path, error: read.say };
  const { findings, clean, unlooked, broken } = checkSpecimen(read.specimen, { today: dayIn(new Date()) }, checks);
  return {
    report: {
      file: path,
      findings: findings.map(said),
      clean: clean.length,
      unlooked: unlooked.map((c) => c.title),
      broken,
    },
    specimen: read.specimen,
  };
}

const LEVEL = { error: '错误', warning: '提醒', hint: '建议' } as const;

export function printReport(io: VerbIo, report: Report): void {
  io.out(`${report.file}：${report.findings.length === 0 ? '没有发现问题' : `${report.findings.length}处`}`);
  for (const f of report.findings) {
    io.out(`  [${LEVEL[f.severity]}] ${f.message}　${f.at}`);
    io.out(`         ${f.why}${f.quote ? `　原文：${f.quote}` : ''}${f.suggestion ? `　改为：${f.suggestion}` : ''}`);
    io.out(`         依据：${f.basis}`);
  }
  for (const b of report.broken) io.err(`核对项“${b.title}”出错，没有查：${b.error}`);
  io.out(`  另外查了${report.clean}项，没有问题。`);
  if (report.unlooked.length > 0)
    io.out(
      `  有${report.unlooked.length}项要用网站的数据库才能查，这里没有查，请放进稿件再核对：${report.unlooked.join('、')}。`,
    );
}
