import type { Ruling } from '../lib/ruling.ts';
import { seedOrg, type Unit } from '../modules/org/index.ts';
import { transaction } from '../platform/db/connection.ts';
import { actor, type World } from './world.ts';

/** A unit of the district with nothing said of it but its name; a department unless told otherwise. */
export const unit = (id: string, name: string, over: Partial<Unit> = {}): Unit => ({
  id,
  parentId: 'qu',
  kind: 'department',
  name,
  shortName: null,
  aliases: [],
  codeLetters: [],
  phone: '',
  address: '',
  hours: '',
  duties: '',
  position: 0,
  active: true,
  threePeople: true,
  ...over,
});

/** A small district: 民政局 and 水务局, and a village whose policy lets two people do it all. */
export const seedUnits = (w: World): Promise<void> =>
  transaction(w.system.db, (tx) =>
    seedOrg(tx, {
      units: [
        unit('qu', '明河区人民政府', { parentId: null, kind: 'district' }),
        unit('minzheng', '明河区民政局', { shortName: '区民政局' }),
        unit('shuiwu', '明河区水务局', { shortName: '区水务局' }),
        unit('cunju', '柳桥村', { kind: 'village', threePeople: false }),
      ],
      people: [],
    }),
  );

/** The staff of 民政局, each with one role, and the office above. */
export const staff = {
  clerk: actor('mz-clerk', 'minzheng', ['clerk']),
  reviewer: actor('mz-reviewer', 'minzheng', ['reviewer']),
  approver: actor('mz-approver', 'minzheng', ['approver']),
  office: actor('office', 'qu', ['office'], ['minzheng', 'shuiwu', 'cunju']),
  admin: actor('admin', 'qu', ['admin'], ['minzheng', 'shuiwu', 'cunju']),
  justice: actor('justice', 'qu', ['justice'], ['minzheng', 'shuiwu', 'cunju']),
  cyberspace: actor('cyberspace', 'qu', ['cyberspace'], ['minzheng', 'shuiwu', 'cunju']),
};

/** The codes of a refusal; none when it was allowed. */
export const codesOf = (r: Ruling<unknown>): string[] => (r.ok ? [] : r.refusals.map((x) => x.code));

/** The value of a ruling; throws naming the refusals. */
export function allowed<T>(r: Ruling<T>): T {
  if (!r.ok) throw new Error(`refused: ${codesOf(r).join(', ')}`);
  return r.value;
}
