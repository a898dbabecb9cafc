/** What the intake door reports of a batch: sentences come from the one catalogue of problems, in both languages. */
export interface FindingGroup {
  code: string;
  severity: 'error' | 'warning';
  count: number;
  zh: string;
  en: string;
  examples: FindingExample[];
}

export interface FindingExample {
  /** 0 = the file as a whole. */
  rowNo: number;
  externalId: string | null;
  field: string | null;
  received: string | null;
  expected: string | null;
}

export interface Refusal {
  code: string;
  zh: string;
  en: string;
}

async function read<T>(ask: typeof fetch, path: string): Promise<T> {
  const response = await ask(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return (await response.json()) as T;
}

/** Findings by code, errors first. */
export const readFindings = (ask: typeof fetch, batchId: string): Promise<FindingGroup[]> =>
  read<FindingGroup[]>(ask, `/intake/v1/batches/${batchId}/findings`);

/** Why a file was refused as a whole. */
export const readRefusal = async (ask: typeof fetch, batchId: string): Promise<Refusal | null> =>
  (await read<{ refused: Refusal | null }>(ask, `/intake/v1/batches/${batchId}`)).refused;
