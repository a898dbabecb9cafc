import { CATALOGUE, sentence, type Problem } from '@liangji/platform';

/** An `application/problem+json` body (RFC 9457) with our code, both sentences and whether a retry can help. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly title_zh: string;
  readonly status: number;
  readonly code: string;
  readonly retryable: boolean;
  readonly details: Readonly<Record<string, string | number>>;
}

/** What the outside may read of a problem; every face (HTTP, tRPC, GraphQL) sends this shape. */
export function problemDocument(problem: Problem): ProblemDocument {
  return {
    type: `urn:liangji:problem:${problem.code}`,
    title: sentence(problem.code, 'en', problem.details),
    title_zh: sentence(problem.code, 'zh', problem.details),
    status: problem.status,
    code: problem.code,
    retryable: CATALOGUE[problem.code].retryable,
    details: problem.details,
  };
}
