/** The tables of an annual report in the shape of the form of 2021 (国办公开办函〔2021〕30号), as published reports are collected. */

import type { Block, Column, Outcome, Row } from '../../../lib/report-cells.ts';

export {
  BLOCKS,
  type Block,
  COLUMNS,
  type Column,
  DENIED,
  NOT_PROCESSED,
  OTHER,
  OUTCOMES,
  type Outcome,
  RESULTS,
  ROWS,
  type Row,
  UNABLE,
} from '../../../lib/report-cells.ts';

/** Made, repealed and in force: 规章, 行政规范性文件. Null where the report prints “/”. */
export type DocumentCounts = { made: number | null; repealed: number | null; inForce: number | null };

export type Report = {
  unit: string;
  year: number;
  table2: {
    regulations: DocumentCounts;
    normativeDocuments: DocumentCounts;
    licensing: number | null;
    penalty: number | null;
    coercion: number | null;
    feesWanYuan: number | null;
  };
  table3: Record<Row, Record<Column, number>>;
  table4: Record<Block, Record<Outcome, number>>;
  /** Figures that the text of the report states, by name. */
  narrative: Record<string, number>;
  section6: { feeRequests?: number; feeYuan?: number };
};

/** A check that does not hold: which cells, what they should give, what they give. */
export type Failure = {
  check: string;
  /** `error` must hold by the form itself; `warning` may have a reason. */
  severity: 'error' | 'warning';
  cells: string[];
  expected: number | string;
  got: number | string;
  /** One sentence for the person who fills the form. */
  say: string;
  basis: string;
};
