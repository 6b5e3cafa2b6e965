import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { dayIn } from '../../lib/day.ts';
import { parseDocNo } from '../../lib/docno.ts';
import type { Finding } from '../../lib/finding.ts';
import { closeConverter, examine } from '../../platform/documents/index.ts';
import type { Verb, VerbIo } from '../../platform/module.ts';
import { checkSpecimen } from './checks.ts';

type Said = Pick<Finding, 'rule' | 'severity' | 'message' | 'why' | 'quote' | 'at' | 'basis' | 'suggestion'>;
type Report = {
  file: string;
  findings: Said[];
  /** How many checks found nothing. */
  clean: number;
  /** Rules of ours that broke on this file. */
  broken: { id: string; title: string; error: string }[];
};
type Unusable = { file: string; error: string };

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

async function checkFile(path: string): Promise<Report | Unusable> {
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
  const { findings, clean, broken } = checkSpecimen(read.specimen, { today: dayIn(new Date()) });
  return { file: path, findings: findings.map(said), clean: clean.length, broken };
}

const LEVEL = { error: '错误', warning: '提醒', hint: '建议' } as const;

function print(io: VerbIo, report: Report): void {
  io.out(`${report.file}：${report.findings.length === 0 ? '没有发现问题' : `${report.findings.length}处`}`);
  for (const f of report.findings) {
    io.out(`  [${LEVEL[f.severity]}] ${f.message}　${f.at}`);
    io.out(`         ${f.why}${f.quote ? `　原文：${f.quote}` : ''}${f.suggestion ? `　改为：${f.suggestion}` : ''}`);
    io.out(`         依据：${f.basis}`);
  }
  for (const b of report.broken) io.err(`核对项“${b.title}”出错，没有查：${b.error}`);
  io.out(`  另外查了${report.clean}项，没有问题。`);
}

const USAGE = '用法 usage: ./gongkai check FILE… [--json]';

export const verbs: readonly Verb[] = [
  {
    name: 'check',
    usage: 'check FILE… [--json]            公开前核对文件 .docx .html .md .txt .xlsx .csv .pdf',
    needs: 'nothing',
    run: async (args, io) => {
      const unknown = args.find((a) => a.startsWith('--'));
      if (args.length === 0 || unknown) {
        io.err(unknown ? `没有 ${unknown} 这个选项。${USAGE}` : USAGE);
        return 2;
      }
      const reports: (Report | Unusable)[] = [];
      try {
        for (const path of args) reports.push(await checkFile(path));
      } finally {
        await closeConverter();
      }
      const unusable = reports.filter((r) => 'error' in r);
      for (const r of unusable) io.err(`${r.file}：${r.error}`);
      const done = reports.filter((r) => 'findings' in r);
      const [only] = reports;
      if (!io.json) for (const r of done) print(io, r);
      else if (reports.length > 1) io.out(JSON.stringify({ files: reports }));
      else if (only && 'findings' in only) io.out(JSON.stringify(only));
      if (unusable.length > 0) return 2;
      return done.some((r) => r.findings.some((f) => f.severity === 'error')) ? 1 : 0;
    },
  },
  {
    name: 'docno parse',
    usage: 'docno parse TEXT [--json]       认发文字号 a document number',
    needs: 'nothing',
    run: async (args, io) => {
      const text = args.join(' ').trim();
      if (text === '') {
        io.err('用法 usage: ./gongkai docno parse TEXT [--json]');
        return 2;
      }
      const { issuer, year, serial, normalised, findings } = parseDocNo(text);
      if (io.json) io.out(JSON.stringify({ issuer, year, serial, normalised, findings }));
      else {
        io.out(normalised ?? '不是一个发文字号');
        for (const f of findings) io.out(`  ${f.message}`);
      }
      return findings.length > 0 ? 1 : 0;
    },
  },
];
