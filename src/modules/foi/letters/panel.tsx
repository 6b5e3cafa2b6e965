import { sayDay } from '../../../lib/day.ts';
import { Panel } from '../../../ui/components/panel.tsx';
import { EmptyState } from '../../../ui/components/state-box.tsx';
import { DataTable } from '../../../ui/components/table.tsx';
import { Tag } from '../../../ui/components/tag.tsx';
import { LETTER_NAMES } from '../names.ts';
import type { Letter } from '../rules/types.ts';

export const lettersAt = (caseId: string): string => `/console/foi/${caseId}/letters`;

const Files = ({ caseId, letter }: { caseId: string; letter: Letter }) =>
  letter.state === 'draft' ? (
    <a href={`${lettersAt(caseId)}/${letter.id}`}>改、看样子</a>
  ) : (
    <span class="link-row">
      <a href={`${lettersAt(caseId)}/${letter.id}/file.pdf`}>PDF</a>
      <a href={`${lettersAt(caseId)}/${letter.id}/file.docx`}>Word</a>
    </span>
  );

/** Letters of a case, for its page: what is drafted, what went out, and their files. */
export const LettersPanel = ({ caseId, letters }: { caseId: string; letters: readonly Letter[] }) => (
  <Panel title="文书" id="letters" actions={<a href={lettersAt(caseId)}>写文书</a>}>
    {letters.length === 0 ? (
      <EmptyState title="还没有文书">
        <p>办到哪一步，那一步的文书就写好了；也可以先写协办函。</p>
      </EmptyState>
    ) : (
      <DataTable
        caption="这一件的文书"
        captionHidden
        rowKey={(l: Letter) => l.id}
        rows={[...letters]}
        columns={[
          {
            head: '文书',
            cell: (l: Letter) => <a href={`${lettersAt(caseId)}/${l.id}`}>{LETTER_NAMES[l.kind]}</a>,
          },
          { head: '文号', cell: (l: Letter) => l.no ?? <Tag tone="warn">没出具</Tag> },
          { head: '日期', cell: (l: Letter) => (l.issuedOn ? sayDay(l.issuedOn) : '') },
          { head: '文件', cell: (l: Letter) => <Files caseId={caseId} letter={l} /> },
        ]}
      />
    )}
  </Panel>
);
