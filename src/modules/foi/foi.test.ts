import { expect, test } from 'vitest';
import type { VerbIo } from '../../platform/module.ts';
import { SYSTEM } from '../../platform/permission.ts';
import { CLOCK_CODES, sayClock } from './say.ts';
import { verbs } from './verbs.ts';

async function run(name: string, ...args: string[]): Promise<{ code: number; out: string }> {
  let out = '';
  const io: VerbIo = {
    json: true,
    out: (t) => {
      out += t;
    },
    err: () => undefined,
    system: undefined,
    actor: SYSTEM,
  };
  const verb = verbs.find((v) => v.name === name);
  return { code: (await verb?.run(args, io)) ?? -1, out };
}

test('the verb gives the day and its trace', async () => {
  const { out } = await run(
    'law deadline',
    ...'--rule foi.answer --from 2026-03-02 --event consulted=2026-03-09 --event opinion=2026-03-20'.split(' '),
  );
  const r = JSON.parse(out) as { due: string; workingDays: number; provisional: boolean; steps: object[] };
  expect(r).toMatchObject({ due: '2026-04-13', workingDays: 20, provisional: false });
  expect(r.steps).toHaveLength(43);
});

test('the fee is told with its bands', async () => {
  expect(JSON.parse((await run('law fee', '--by', 'items', '--nth', '1', '--to', '55')).out)).toMatchObject({
    yuan: 9000,
  });
  expect(JSON.parse((await run('law fee', '--by', 'pages', '--pages', '0')).out)).toMatchObject({ yuan: 0, bands: [] });
});

test.each([
  ['law deadline', '--rule foi.nothing --from 2026-03-02', '没有“foi.nothing”'],
  ['law deadline', '--rule foi.answer --from 2026-02-30', '2026-02-30'],
  ['law deadline', '--rule foi.answer --from 2026-03-02 --event slept=2026-03-03', '没有“slept”'],
  ['law deadline', '--rule foi.answer --from 2026-03-02 --event extended=21', '最多20个'],
  ['law deadline', '--rule foi.correction --from 2026-03-02 --event paid=2026-03-03', '不接受'],
  ['law deadline', '--rule foi.payment --from 2020-12-31', '还没有规定'],
  ['law fee', '--by weight', '--by'],
  ['law fee', '--by items --nth x', '--nth'],
  ['law fee', '--by items --nth 5 --to 3', '小于'],
  ['law fee', '--by items --nth 5 --on 2020-01-01', '还没有这个收费标准'],
])('%s %s is answered with one clear line', async (name, args, say) => {
  await expect(run(name, ...args.split(' '))).rejects.toMatchObject({
    code: 'bad_request',
    say: expect.stringContaining(say),
  });
});

test('every problem of a history has its sentence', () => {
  for (const code of CLOCK_CODES) expect(sayClock({ code, detail: { on: '2026-03-02' } })).toMatch(/[。]$/);
});
