import { takeInAllReports } from '../modules/annualreport/index.ts';
import { SYSTEM } from '../platform/permission.ts';
import type { System } from '../platform/system.ts';

/** The annual reports that the demonstration has published come into the list of reports, read from their own pages. */
export async function loadReports(system: System): Promise<void> {
  const out = await takeInAllReports(system, SYSTEM);
  const [first] = out.refused;
  if (first) throw new Error(`demonstration, ${first.title}: ${first.codes.join(', ')}`);
}
