import type { Check } from '../lib/finding.ts';
import { checks } from '../modules/checks/index.ts';
import {
  createPiece,
  editorial,
  type Piece,
  type PieceFields,
  passPiece,
  submitPiece,
} from '../modules/editorial/index.ts';
import { org } from '../modules/org/index.ts';
import { publication } from '../modules/publication/index.ts';
import { sites } from '../modules/sites/index.ts';
import { allowed, seedUnits, staff } from './editorial.ts';
import { pieceNow } from './pieces.ts';
import { type World, world } from './world.ts';

/** A rule of these tests alone: it learns a word between the setting of a time and the time. */
export const learned = new Set<string>();
const late: Check = {
  id: 'test.late',
  title: '后来才有的规则',
  basis: '测试',
  run: (s) =>
    [...learned].flatMap((word) => {
      const from = s.layers[0]?.text.indexOf(word) ?? -1;
      return from < 0
        ? []
        : [
            {
              rule: 'test.late',
              severity: 'error' as const,
              message: `“${word}”不能公开`,
              why: '后来才知道。',
              quote: word,
              at: '第1段',
              basis: '测试',
              spans: [{ layer: 0, from, to: from + word.length }],
              remedy: {
                kind: 'replace' as const,
                label: '删掉',
                layer: 0,
                edits: [{ from, to: from + word.length, with: '某处' }],
              },
            },
          ];
    }),
};
const warns: Check = {
  id: 'test.warns',
  title: '提醒',
  basis: '测试',
  run: (s) =>
    s.layers[0]?.text.includes('尽快')
      ? [
          {
            rule: 'test.warns',
            severity: 'warning',
            message: '“尽快”没有期限',
            why: '看不出哪一天。',
            quote: '尽快',
            at: '第1段',
            basis: '测试',
          },
        ]
      : [],
};
const faulty: Check = {
  id: 'test.faulty',
  title: '坏了的规则',
  basis: '测试',
  run: () => {
    throw new Error('a fault of ours');
  },
};

/** The gate with the rules of the product and three of its own: one that learns, one that warns, one that breaks. */
export async function gateWorld(): Promise<World> {
  const own = { name: 'own', checks: [late, warns, faulty] };
  const w = await world({
    modules: [org, publication, sites, checks, own, editorial],
    at: '2027-03-31T09:30:00+08:00',
  });
  await seedUnits(w);
  return w;
}

// Passes the arithmetic, under the fictional division.
export const ID = '999901193911040019';
export const ROSTER = `<p>现予公示。</p><table><tbody><tr><th>序号</th><th>姓名</th><th>身份证号</th></tr><tr><td>1</td><td>王五</td><td>${ID}</td></tr></tbody></table>`;
const WHOLE: Partial<PieceFields> = { title: '高龄津贴名册公示', html: '<p>现予公示。</p>', columns: ['zwgk/tzgg'] };

/** What a clerk does with a piece before the gate is asked. */
export function gateDesk(w: () => World) {
  const now = (id: string): Promise<Piece> => pieceNow(w(), id);
  const at = async (id: string): Promise<{ id: string; seen: number }> => ({ id, seen: (await now(id)).version });
  const begun = async (fields: Partial<PieceFields> = {}): Promise<Piece> =>
    allowed(await createPiece(w().system, staff.clerk, { unitId: 'minzheng', fields: { ...WHOLE, ...fields } }));
  const passed = async (fields: Partial<PieceFields> = {}): Promise<Piece> => {
    const { id } = await begun(fields);
    allowed(await submitPiece(w().system, staff.clerk, { ...(await at(id)), inSpite: '请签发人定' }));
    allowed(await passPiece(w().system, staff.reviewer, await at(id)));
    return now(id);
  };
  return { now, at, begun, passed };
}
