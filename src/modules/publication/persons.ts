import type { Ctx } from '../../platform/action.ts';

/**
 * What the gate would stop in a reason that is shown or kept, each in Chinese. Asked of whoever knows (`Module.personsIn`): the
 * gate rests on this module, and not the other way round.
 */
export const personsIn = (ctx: Pick<Ctx, 'system' | 'today'>, words: string): readonly string[] =>
  ctx.system.modules.flatMap((m) => m.personsIn?.(words, ctx.today) ?? []);
