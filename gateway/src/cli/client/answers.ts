import {
  asProblem,
  type BatchState,
  isProblemCode,
  message,
  type Outcome,
  type Params,
  Problem,
} from '@liangji/platform';

/** What the upload endpoint answers about a batch. */
export interface BatchAnswer {
  readonly batchId: string;
  /** Version of the mapping it is read with. */
  readonly mappingVersion: number;
  readonly state: BatchState;
  readonly rows: number | null;
  readonly doneRows: number;
  readonly outcomes: Readonly<Record<Outcome, number>>;
  readonly warnings: number;
  readonly refused: { readonly code: string; readonly zh: string; readonly en: string } | null;
}

/** Parsed body of a good answer; the problem of a bad one, as if it had been thrown here. */
export async function readAnswer<T>(response: Response): Promise<T> {
  if (response.ok) return (await response.json()) as T;
  throw await problemOf(response);
}

/** The problem a response carries; an answer that is none of ours is SYS-UNAVAILABLE when a retry may help. */
export async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  if (response.headers.get('content-type')?.startsWith('application/problem+json')) {
    const { code, details } = JSON.parse(text) as { code: string; details: Params };
    if (isProblemCode(code)) return asProblem({ code, params: details });
  }
  if (response.status >= 500) return new Problem('SYS-UNAVAILABLE');
  const { url, status } = response;
  return new Problem('SYS-INPUT', { reason: message('answer.unknown', { url, status, text: text.slice(0, 200) }) });
}

/** Findings of a batch that share a code. */
export interface FindingGroup {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly count: number;
  readonly zh: string;
  readonly en: string;
  /** The sender's columns it is about. */
  readonly columns: readonly string[];
}
