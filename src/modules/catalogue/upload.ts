import { allow, type Ruling, refuse } from '../../lib/ruling.ts';
import type { Grid } from '../../lib/specimen.ts';
import { action } from '../../platform/action.ts';
import { examine } from '../../platform/documents/index.ts';
import { AppError } from '../../platform/errors.ts';
import { unitById } from '../org/index.ts';
import { offered } from './coverage.ts';
import { fieldsNow, firstWorkdays } from './national.ts';
import { keeps } from './rules/adoption.ts';
import { readTable, type TableItem } from './rules/table.ts';
import { levelOf } from './rules/theirs.ts';
import type { CatalogueItem } from './rules/types.ts';
import * as store from './store.ts';
import { tell } from './tell.ts';

/** The tables that a reader of the file sees; a refusal says what is wrong with the file. */
export async function tablesOf(file: { name: string; bytes: Buffer }): Promise<Ruling<Grid[]>> {
  const read = await examine(file);
  if (!read.ok) return refuse([{ code: 'bad_upload', basis: '上传的目录', detail: { say: read.say } }]);
  return allow(read.specimen.grids.filter((g) => g.kind === 'shown'));
}

const bare = (text: string): string => text.replace(/[\s“”"（）()、，,]/g, '');

/** The national item that a row means: the same name, and the same first level where several are called so. */
export function nationalOf(
  row: Pick<TableItem, 'level1' | 'level2'>,
  theirs: readonly CatalogueItem[],
): CatalogueItem | undefined {
  const named = theirs.filter((i) => bare(i.level2) === bare(row.level2));
  return named.find((i) => bare(i.level1) === bare(row.level1)) ?? (named.length === 1 ? named[0] : undefined);
}

export type UploadRead = {
  /** Taken as the national item, with the unit's own words. */
  matched: number;
  /** Not in the national catalogue: added as own items. */
  own: number;
  /** Already decided; left as it was. */
  known: number;
  /** Rows whose time is wider than the law: adopted with the national one. */
  wider: string[];
  /** What the reader says of rows, in words. */
  remarks: string[];
};

/** Begins a unit's catalogue from a table it already has. What the unit has decided before is not touched. */
export const uploadCatalogue = action(
  'catalogue.upload',
  { may: 'catalogue:write' },
  async (ctx, input: { unitId: string; grids: readonly Grid[] }): Promise<Ruling<UploadRead>> => {
    const unit = await unitById(ctx.tx, input.unitId);
    if (!unit) throw new AppError('not_found', `unit ${input.unitId}`);
    ctx.require(unit.id);
    const { items, findings } = readTable(input.grids, [levelOf(unit.kind)]);
    if (items.length === 0) return refuse([{ code: 'no_table', basis: '国办发〔2019〕54号：目录的栏目' }]);
    await store.lockUnit(ctx.tx, unit.id);
    const offers = await offered(ctx.tx, unit, ctx.today);
    const theirs = offers.map((o) => o.item);
    const decided = new Set(offers.filter((o) => o.adoption).map((o) => o.item.id));
    const ownNames = new Set(offers.filter((o) => o.adoption?.own).map((o) => bare(o.item.level2)));
    const out: UploadRead = {
      matched: 0,
      own: 0,
      known: 0,
      wider: [],
      remarks: findings.map((f) => `${f.at}：${f.message}`),
    };
    const numbers = offers.map((o) => Number(/^own-(\d+)$/.exec(o.item.id)?.[1] ?? 0));
    let next = Math.max(0, ...numbers);
    const base = {
      unitId: unit.id,
      state: 'adopted' as const,
      adoptedOn: ctx.today,
      contact: '',
      reason: '',
      updatedAt: ctx.now,
      droppedOn: null,
      updatedBy: ctx.actor.label,
      updatedById: ctx.actor.id,
    };
    for (const row of items) {
      const national = nationalOf(row, theirs);
      if ((national && decided.has(national.id)) || ownNames.has(bare(row.level2))) {
        out.known++;
        continue;
      }
      if (national) {
        decided.add(national.id);
        const stricter = national.timing.rules.every((law) => keeps(law, row.timing.rules, firstWorkdays(ctx.today)));
        if (!stricter) out.wider.push(`${national.id} ${national.level2}：“${row.timing.text}”`);
        const changed = stricter && row.timing.text !== national.timing.text;
        await store.putAdoption(ctx.tx, {
          ...base,
          itemId: national.id,
          content: row.content && row.content !== national.content ? row.content : null,
          timing: changed ? [...row.timing.rules] : null,
          timingText: changed ? row.timing.text : null,
          carriers: row.carriers.includes('政府网站') ? [...row.carriers] : null,
          own: null,
        });
        out.matched++;
        continue;
      }
      ownNames.add(bare(row.level2));
      const itemId = `own-${++next}`;
      await store.putAdoption(ctx.tx, {
        ...base,
        itemId,
        content: null,
        timing: null,
        timingText: null,
        carriers: null,
        own: ownOf(itemId, row, fieldOf(row, theirs, fieldsNow(ctx.today)[0]?.key ?? ''), unit.name, ctx.today),
      });
      out.own++;
    }
    await tell(ctx.tx);
    ctx.note({ subject: `catalogue:${unit.id}`, unitId: unit.id, detail: { matched: out.matched, own: out.own } });
    return allow(out);
  },
);

/** The field of the national items that share the row's first level; the regulation's where none does. */
const fieldOf = (row: TableItem, theirs: readonly CatalogueItem[], otherwise: string): string =>
  theirs.find((i) => bare(i.level1) === bare(row.level1))?.field ?? otherwise;

function ownOf(id: string, row: TableItem, field: string, name: string, today: CatalogueItem['from']): CatalogueItem {
  const { no: _no, at: _at, ...rest } = row;
  return {
    ...rest,
    id,
    field,
    // What a printed table calls 要素 is one text; the clerk may part it later.
    elements: [{ key: 'e1', label: '内容', type: 'long', required: true, hint: row.content.slice(0, 200) }],
    organs: [],
    from: today,
    source: `${name}上传的目录`,
    mark: 'confirmed',
  };
}
