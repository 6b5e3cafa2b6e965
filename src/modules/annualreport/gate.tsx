import type { Finding } from '../../lib/finding.ts';
import type { Layer, Specimen } from '../../lib/specimen.ts';
import type { Reader } from '../../platform/db/connection.ts';
import { specimenOfHtml } from '../../platform/documents/index.ts';
import { fragment } from '../../platform/http/answer.ts';
import type { System } from '../../platform/system.ts';
import { checkSpecimen, gatherChecks, siteEnv } from '../checks/index.ts';
import type { Unit } from '../org/index.ts';
import { REPORT_KIND } from './edition.tsx';
import type { CellFrom } from './rules/build.ts';
import { sayCell } from './rules/cells.ts';
import { paragraphsOf, SECTIONS, type Texts } from './rules/sections.ts';
import { SectionText } from './tables.tsx';

export type Written = {
  unit: Unit;
  title: string;
  texts: Texts;
  from: Readonly<Record<string, CellFrom>>;
  /** The work that it corrects, which it may resemble. */
  no: number | null;
};

/** What people wrote of a report and everyone will read: each part by its title, and where figures are from. Tables hold numbers only. */
export function specimenOf(w: Written): Specimen {
  const parts = SECTIONS.filter((s) => w.texts[s.key].trim() !== '');
  const html = fragment(
    <>
      {parts.map((s) => (
        <section key={s.key}>
          <h2>{s.title}</h2>
          <SectionText text={w.texts[s.key]} level={3} />
        </section>
      ))}
    </>,
  );
  const layer = (at: string, text: string): Layer => ({ kind: 'shown', at, text, spots: [] });
  const bare = specimenOfHtml(html, { name: w.title, title: w.title });
  return {
    ...bare,
    layers: [
      ...parts.map((s) =>
        layer(
          `“${s.title}”`,
          paragraphsOf(w.texts[s.key])
            .map((p) => p.text)
            .join('\n'),
        ),
      ),
      ...bare.layers.filter((l) => l.kind !== 'shown'),
      ...Object.entries(w.from).flatMap(([cell, f]) =>
        f.kind === 'entry' ? [layer(`${sayCell(cell)}的来源`, f.source)] : [],
      ),
    ],
  };
}

/** Every rule of the gate over the words of a report, as over a piece of `editorial`. */
export async function lookAt(system: System, db: Reader, w: Written): Promise<readonly Finding[]> {
  const specimen = specimenOf(w);
  const env = await siteEnv(db, {
    system,
    today: system.clock.today(),
    specimen,
    piece: { unitId: w.unit.id, unitName: w.unit.name, kind: REPORT_KIND },
    ...(w.no === null ? {} : { no: w.no }),
    ...(system.config.publicUrl ? { origin: system.config.publicUrl } : {}),
  });
  return checkSpecimen(specimen, env, gatherChecks(system.modules)).findings;
}

export const errorsIn = (found: readonly Finding[]): readonly Finding[] => found.filter((f) => f.severity === 'error');
