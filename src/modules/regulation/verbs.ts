import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { isDay } from '../../lib/day.ts';
import { closeConverter, convert } from '../../platform/documents/index.ts';
import { badInput } from '../../platform/errors.ts';
import type { Verb } from '../../platform/module.ts';
import { importLaws } from './actions.ts';
import { openLibrary } from './kept.ts';
import { citationsOf } from './rules/cite.ts';
import { sayPin } from './rules/judge.ts';

async function textOfFile(file: string): Promise<string> {
  const bytes = await readFile(file).catch(() => {
    throw badInput(`${file}打不开。cannot be opened`);
  });
  const read = await convert({ name: basename(file), bytes }).finally(closeConverter);
  if (!read.ok) throw badInput(`${file}：${read.say}`);
  return read.text;
}

/** `第3行第12字`: where a person finds the offset. */
function placeIn(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return `第${line}行第${offset - before.lastIndexOf('\n')}字`;
}

export const verbs: readonly Verb[] = [
  {
    name: 'import --laws',
    usage: 'import --laws FILE              法规库入库（JSONL，可压缩） laws into the library',
    needs: 'database',
    run: async ([file, ...more], io) => {
      if (!file || more.length > 0 || !io.system) throw badInput('用法 usage: ./gongkai import --laws FILE');
      const report = await importLaws(io.system, io.actor, file, (done) => io.err(`${done}`));
      if (io.json) io.out(JSON.stringify(report));
      else {
        io.out(`入库${report.imported}部文本，没变${report.unchanged}部，没收${report.refused.length}行。`);
        for (const r of report.refused) io.out(`  ${r.file}：${r.why}`);
      }
      return report.refused.length > 0 ? 1 : 0;
    },
  },
  {
    name: 'cite',
    usage: 'cite FILE --asof DATE           文中引用的法规是否现行 what a text cites, as of a day',
    needs: 'database',
    run: async (args, io) => {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { asof: { type: 'string' } },
      });
      const [file, more] = positionals;
      if (!file || more || !io.system) throw badInput('用法 usage: ./gongkai cite FILE --asof DATE');
      const asOf = values.asof ?? io.system.clock.today();
      if (!isDay(asOf)) throw badInput(`--asof要写成2021-06-25这样的日期，您写的是“${values.asof}”。not a date`);
      const text = await textOfFile(file);
      const found = citationsOf(text, await openLibrary(io.system.readDb), asOf);
      const citations = found.map((c) => ({
        quote: c.quote,
        at: placeIn(text, c.from),
        law: c.law,
        ...(c.version ? { version: c.version } : {}),
        ...c.pin,
        status: c.status,
        ...(c.say ? { say: c.say } : {}),
      }));
      if (io.json) io.out(JSON.stringify({ citations }));
      else {
        for (const [i, c] of citations.entries()) {
          const pin = found[i]?.pin;
          io.out(
            `${c.at}　${c.status === 'current' ? '现行' : '核对'}　《${c.law}》${pin ? sayPin(pin) : ''}${c.say ? `　${c.say}` : ''}`,
          );
        }
        io.out(`引用${citations.length}处，要核对${citations.filter((c) => c.status !== 'current').length}处。`);
      }
      return citations.some((c) => c.status !== 'current') ? 1 : 0;
    },
  },
];
