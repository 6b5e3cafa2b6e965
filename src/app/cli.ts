import { type Config, ConfigError, readConfig } from '../platform/config.ts';
import { AppError } from '../platform/errors.ts';
import { silentLogger } from '../platform/log.ts';
import type { Verb } from '../platform/module.ts';
import { SYSTEM } from '../platform/permission.ts';
import { modules } from './modules.ts';
import { operatorVerbs } from './operator-verbs.ts';
import { withSystem } from './with-system.ts';

/** 0 done; 1 done, falls short; 2 unusable input; 3 unexpected. Diagnostics go to standard error. */
const verbs: readonly Verb[] = [...operatorVerbs, ...modules.flatMap((m) => [...(m.verbs ?? [])])];

const usage = (): string =>
  ['用法 usage: ./gongkai VERB … [--json]', '', ...verbs.map((v) => `  ${v.usage}`), ''].join('\n');

/** The verb whose words stand first in the arguments; the longest wins (`ledger parse` before `ledger`). */
function find(words: readonly string[]): { verb: Verb; rest: string[] } | undefined {
  const fits = verbs.filter((v) => v.name.split(' ').every((w, i) => words[i] === w));
  const verb = fits.sort((a, b) => b.name.length - a.name.length)[0];
  return verb && { verb, rest: words.slice(verb.name.split(' ').length) };
}

async function main(argv: string[]): Promise<number> {
  const json = argv.includes('--json');
  const words = argv.filter((a) => a !== '--json');
  if (words.length === 0 || ['--help', '-h', 'help'].includes(words[0] ?? '')) {
    process.stdout.write(usage());
    return words.length === 0 ? 2 : 0;
  }
  const found = find(words);
  if (!found) {
    process.stderr.write(`没有 ${words.slice(0, 2).join(' ')} 这个命令。no such verb.\n${usage()}`);
    return 2;
  }
  const io = {
    json,
    modules,
    actor: { ...SYSTEM, id: 'operator', label: '运维人员' },
    out: (text: string) => void process.stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    err: (text: string) => void process.stderr.write(text.endsWith('\n') ? text : `${text}\n`),
  };
  if (found.rest.includes('--help')) {
    io.out(`./gongkai ${found.verb.usage}`);
    return 0;
  }
  if (found.verb.needs === 'nothing') return found.verb.run(found.rest, { ...io, system: undefined });
  const config: Config = readConfig(process.env, process.cwd());
  return withSystem(config, silentLogger, (system) => found.verb.run(found.rest, { ...io, system }));
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (e) {
  const misspelt = String((e as { code?: unknown }).code ?? '').startsWith('ERR_PARSE_ARGS');
  const unusable =
    misspelt ||
    e instanceof ConfigError ||
    (e instanceof AppError && (e.code === 'bad_request' || e.code === 'not_found'));
  const said = e instanceof AppError && e.say ? e.say : e instanceof Error ? e.message : String(e);
  process.stderr.write(misspelt ? `选项写得不对，加 --help 看用法：${said.split('\n')[0]}\n` : `${said}\n`);
  if (!unusable && process.env.GONGKAI_DEBUG && e instanceof Error) process.stderr.write(`${e.stack}\n`);
  process.exitCode = unusable ? 2 : 3;
}
