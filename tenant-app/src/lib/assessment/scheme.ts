/**
 * The parts of a stored scheme and of a stored result the screens read. Both are documents written and checked by the
 * platform; here they arrive as JSON.
 */
export interface Words {
  zh: string;
  en: string;
}

/** A choice the scheme makes where sources differ; its note says which. */
type Reading = Provenance;

interface Provenance {
  mark?: 'read' | 'inferred' | 'recalled';
  note?: Words;
}

export interface Step {
  from: string;
  points: string;
}

export type Definition = { title: Words } & Provenance &
  (
    | { kind: 'formula'; formula: string }
    | { kind: 'rate_points'; of: string; direction: 'higher' | 'lower' }
    | { kind: 'bins'; of: string; steps: Step[] }
    | { kind: 'cell_bins'; of: string; steps: Record<'1' | '2', Step[]> }
    | { kind: 'weighted'; parts: ({ of: string; weight: string } & Provenance)[] }
  );

export interface SchemeDocument {
  id: string;
  version: number;
  title: Words;
  source: Words;
  belonging: Reading;
  need_archive: Reading;
  in_time: Reading;
  suspended: Reading;
  backlog: Reading;
  inputs: Record<string, { title: Words } & Provenance>;
  definitions: Record<string, Definition>;
  groups: { key: string; title: Words; score: string }[];
  grades: ({ grade: string; from: string; colour: string } & Provenance)[];
}

interface Side {
  printed: string;
  counters: string[];
}

export interface NoData {
  code: string;
  details: Record<string, string | number>;
}

export type Value = { ratio?: { over: Side; under: Side } } & (
  { state: 'value'; exact: string; printed: string } | { state: 'no_data'; reason: NoData }
);

/** So many grid cells of one area class had the same count. */
export interface CellCount {
  areaClass: 1 | 2;
  count: number;
  cells: number;
}

export interface Evaluation {
  group: string;
  state: 'scored' | 'no_data';
  reason: NoData | null;
  values: Record<string, Value>;
  scoreName: string;
  parts: { of: string; weight: string; mark?: string; contribution: string | null }[];
  /** By counter, for schemes that judge cells. */
  cells?: Record<string, CellCount[]>;
}
