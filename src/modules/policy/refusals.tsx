import type { Refusal } from '../../lib/ruling.ts';
import { ErrorSummary } from '../../ui/components/error-summary.tsx';
import { sayPolicy } from './say.ts';

/** Every reason for a no, each with its basis; nothing when there is none. */
export const Refusals = ({ refusals }: { refusals: readonly Refusal[] }) => (
  <ErrorSummary title="现在还不能这样做" errors={refusals.map((r) => ({ text: `${sayPolicy(r)}（${r.basis}）` }))} />
);
