import { day } from '../../lib/day.ts';
import type { System } from '../../platform/system.ts';
import type { SectionKey } from './rules/sections.ts';
import { type Said, suggestions } from './rules/suggest.ts';
import type { Opened } from './view.ts';

/** Figures of other modules that part one usually tells, in this order. */
const TOLD = ['publication.published', 'publication.interpretations', 'policy.comments', 'consultation.asked'];

/** Sentences for each part from the figures of the year; of the government, those of the whole district. */
export async function suggestedTexts(system: System, o: Opened): Promise<Readonly<Record<SectionKey, string>>> {
  const measures = system.modules.flatMap((m) => [...(m.measures ?? [])]);
  const period = { from: day(`${o.year}-01-01`), to: o.until };
  const unit = o.parts.length > 0 ? undefined : o.unit.id;
  const said = await Promise.all(
    TOLD.flatMap((name) => measures.find((m) => m.name === name) ?? []).map(
      async (m): Promise<Said> => ({ title: m.title, unit: m.unit, n: (await m.count(system.db, period, unit)) ?? 0 }),
    ),
  );
  return suggestions(o.built.report, said);
}
