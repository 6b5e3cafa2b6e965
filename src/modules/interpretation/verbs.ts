import { closeConverter } from '../../platform/documents/index.ts';
import type { Verb, VerbIo } from '../../platform/module.ts';
import { checkFile, printReport } from '../checks/index.ts';
import { type Against, against } from './against.ts';

const USAGE = '用法 usage: ./gongkai check --against POLICY INTERPRETATION [--json]';
const short = (text: string): string => (text.length > 40 ? `${text.slice(0, 40)}…` : text).replaceAll('\n', ' ');

function print(io: VerbIo, a: Against): void {
  const { copy, elements } = a;
  io.out(`和文件原文逐字相同的占${Math.round(copy.share * 100)}%，共${copy.passages.length}段。`);
  for (const p of copy.passages) io.out(`  ${p.at}，同文件${p.policyAt}：${short(p.text)}`);
  if (copy.onlyHeadings) io.out('  只罗列了文件的小标题，下面几乎没有解释。');
  if (copy.asksReason) io.out('  照抄偏多：请用自己的话讲，或者写明为什么要引用原文。');
  const missing = elements.filter((e) => !e.present).map((e) => e.name);
  io.out(missing.length === 0 ? '  六要素齐全。' : `  六要素缺${missing.length}项：${missing.join('、')}。`);
}

export const verbs: readonly Verb[] = [
  {
    name: 'check --against',
    usage: 'check --against POLICY INTERPRETATION  解读照抄了多少，六要素缺什么 copying and elements',
    needs: 'nothing',
    run: async (args, io) => {
      const [policyPath, path, more] = args;
      const unknown = args.find((a) => a.startsWith('--'));
      if (!policyPath || !path || more || unknown) {
        io.err(unknown ? `没有 ${unknown} 这个选项。${USAGE}` : USAGE);
        return 2;
      }
      try {
        const policy = await checkFile(policyPath);
        const own = await checkFile(path);
        if ('error' in policy || 'error' in own) {
          for (const r of [policy, own]) if ('error' in r) io.err(`${r.file}：${r.error}`);
          return 2;
        }
        const measured = against(policy.specimen, own.specimen);
        if (io.json) io.out(JSON.stringify({ ...own.report, ...measured }));
        else {
          printReport(io, own.report);
          print(io, measured);
        }
        return own.report.findings.some((f) => f.severity === 'error') ? 1 : 0;
      } finally {
        await closeConverter();
      }
    },
  },
];
