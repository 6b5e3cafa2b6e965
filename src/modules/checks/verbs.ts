import { parseDocNo } from '../../lib/docno.ts';
import { closeConverter } from '../../platform/documents/index.ts';
import type { Verb } from '../../platform/module.ts';
import { checkFile, printReport, type Report, type Unusable } from './check-file.ts';
import { allChecks } from './checks.ts';
import { gatherChecks } from './gather.ts';

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
        for (const path of args) {
          const looked = await checkFile(path, io.modules ? gatherChecks(io.modules) : allChecks);
          reports.push('error' in looked ? looked : looked.report);
        }
      } finally {
        await closeConverter();
      }
      const unusable = reports.filter((r) => 'error' in r);
      for (const r of unusable) io.err(`${r.file}：${r.error}`);
      const done = reports.filter((r) => 'findings' in r);
      const [only] = reports;
      if (!io.json) for (const r of done) printReport(io, r);
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
