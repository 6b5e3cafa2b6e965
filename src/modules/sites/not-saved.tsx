import type { Refusal } from '../../lib/ruling.ts';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { saySites } from './say.ts';

/** Why the office's form was not saved, each reason with its basis beside the field it speaks of. */
export const NotSaved = ({ refusals, field }: { refusals: readonly Refusal[]; field: Record<string, string> }) => (
  <ErrorSummary
    title="没有保存"
    errors={refusals.map((r) => ({ field: field[r.code], text: `${saySites(r)}（${r.basis}）` }))}
  />
);
