import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { yearOf } from '../../lib/day.ts';
import { decodeText } from '../../platform/documents/index.ts';
import { AppError, badInput } from '../../platform/errors.ts';
import type { Verb, VerbIo } from '../../platform/module.ts';
import { unitsById } from '../org/index.ts';
import { reportData } from './data.ts';
import { paperBytes } from './files.ts';
import { readReportPage } from './page-read.ts';
import { checkAgainst, checkReport } from './rules/check.ts';
import { checkConsolidated } from './rules/consolidate.ts';
import { readReport } from './rules/read.ts';
import { checkStated } from './rules/text.ts';
import type { Failure, Report } from './rules/types.ts';
import { takeInAllReports } from './take-in.ts';
import { openReport } from './view.ts';
import { reportPage } from './whole-page.tsx';

/** A report file as it was read: its tables, what its text says beside them, and what was not looked at. */
type Read = { report: Report; more: Failure[]; notes: string[]; form?: string };

async function reportIn(file: string): Promise<Read> {
  const bytes = await readFile(file).catch(() => {
    throw badInput(`${file}打不开。cannot be opened`);
  });
  const text = decodeText(bytes)?.text ?? '';
  if (/<(!doctype|html|body|table|div|p|h[1-6])\b/i.test(text.slice(0, 100_000)) && !/^\s*[[{]/.test(text)) {
    const page = readReportPage(text);
    if (!page.ok) throw badInput(`${file}：${page.wrong.join(' ')}`);
    const { report, stated, notes, form } = page;
    return { report, more: checkStated(report, stated), notes, form };
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw badInput(`${file}不是JSON，也不是网页。neither JSON nor HTML`);
  }
  const read = readReport(json);
  if (!read.ok) throw badInput(`${file}：${read.wrong.join(' ')}`);
  return { report: read.report, more: [], notes: [] };
}

function tell(io: VerbIo, all: readonly Failure[], read: Read): number {
  const failures = all.filter((f) => f.severity === 'error');
  const warnings = all.filter((f) => f.severity === 'warning');
  if (io.json)
    io.out(
      JSON.stringify({
        ok: failures.length === 0,
        failures,
        warnings,
        ...(read.form === undefined ? {} : { form: read.form }),
        notes: read.notes,
      }),
    );
  else {
    for (const f of all) io.out(`${f.severity === 'error' ? '不平' : '提醒'}　${f.say}\n　　${f.cells.join('、')}`);
    for (const n of read.notes) io.out(`说明　${n}`);
    io.out(failures.length === 0 ? '勾稽关系都对得上。' : `${failures.length}处对不上。`);
  }
  return failures.length === 0 ? 0 : 1;
}

const CHECK =
  'report check FILE [--last FILE] [--units FILE …]   年度报告核对：JSON或网页，可与上年比、与各单位相加 an annual report’s checks';
const ANNUAL =
  'report annual --unit ID --year Y --format json|html|docx|pdf [--out FILE]   一个单位的年度报告 the report of a unit';

export const verbs: readonly Verb[] = [
  {
    name: 'report check',
    usage: CHECK,
    needs: 'nothing',
    run: async (args, io) => {
      const { values, positionals } = parseArgs({
        args,
        allowPositionals: true,
        options: { last: { type: 'string' }, units: { type: 'string', multiple: true } },
      });
      // `--units a b c`: what follows the first is read as more units, as shells expand a folder.
      const [file, ...more] = positionals;
      if (!file || (more.length > 0 && !values.units)) throw badInput(`用法 usage: ./gongkai ${CHECK}`);
      const read = await reportIn(file);
      const last = values.last ? (await reportIn(values.last)).report : undefined;
      const units = await Promise.all([...(values.units ?? []), ...more].map(async (u) => (await reportIn(u)).report));
      return tell(
        io,
        [
          ...checkReport(read.report),
          ...read.more,
          ...(last ? checkAgainst(read.report, last) : []),
          ...(units.length > 0 ? checkConsolidated(read.report, units) : []),
        ],
        read,
      );
    },
  },
  {
    name: 'report annual',
    usage: ANNUAL,
    needs: 'database',
    run: async (args, io) => {
      const { values } = parseArgs({
        args,
        options: {
          unit: { type: 'string' },
          year: { type: 'string' },
          format: { type: 'string', default: 'json' },
          out: { type: 'string' },
        },
      });
      const { system } = io;
      if (!system) throw new Error('report annual needs a database');
      const units = await unitsById(system.readDb);
      const named = values.unit ?? '';
      const unit = units.get(named) ?? [...units.values()].find((u) => u.name === named || u.shortName === named);
      if (!unit) throw badInput(`没有“${named}”这个单位，写单位的ID或者全称。no such unit`);
      const now = yearOf(system.clock.today());
      const year = /^\d{4}$/.test(values.year ?? '') ? Number(values.year) : 0;
      if (year < 2008 || year > now)
        throw badInput(`--year 写2008到${now}之间的年份，您写的是“${values.year ?? ''}”。no such year`);
      const open = await openReport(system.readDb, system, unit.id, year).catch((e: unknown) => {
        throw e instanceof AppError && e.code === 'not_found'
          ? badInput(`${unit.name}不单独编年度报告。no report of its own`)
          : e;
      });
      const about = {
        ...open.built,
        title: open.title,
        texts: open.texts,
        until: open.until,
        state: open.row?.state ?? 'none',
      };
      const give = async (text: string): Promise<number> => {
        if (values.out) await writeFile(values.out, text);
        else io.out(text);
        return 0;
      };
      switch (values.format) {
        case 'json':
          return give(JSON.stringify(reportData(about), null, io.json ? 0 : 1));
        case 'html':
          return give(reportPage(about));
        case 'docx':
        case 'pdf': {
          const paper = { ...about, unitName: open.unit.name, report: about.report, date: system.clock.today() };
          const bytes = await paperBytes(paper, values.format);
          if (values.out) await writeFile(values.out, bytes);
          else process.stdout.write(bytes);
          return 0;
        }
        default:
          throw badInput(`--format 写 json、html、docx 或 pdf，您写的是“${values.format}”。`);
      }
    },
  },
  {
    name: 'report take-in',
    usage:
      'report take-in   把本站已经公开的年报读进来，可以重复做 takes in annual reports that are public here; safe to repeat',
    needs: 'database',
    run: async (_args, io) => {
      if (!io.system) throw new Error('report take-in needs a database');
      const out = await takeInAllReports(io.system, io.actor);
      if (io.json) io.out(JSON.stringify(out));
      else {
        io.out(`读进${out.taken.length}份。`);
        for (const r of out.refused) io.out(`没有读进：${r.title}。${r.say}`);
      }
      return out.refused.length > 0 ? 1 : 0;
    },
  },
];
