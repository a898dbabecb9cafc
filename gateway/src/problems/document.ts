import { sentence, type Params, type Problem } from '@liangji/platform';

/** An `application/problem+json` body (RFC 9457) with our code, both sentences and whether a retry can help. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly title_zh: string;
  readonly status: number;
  readonly code: string;
  readonly retryable: boolean;
  readonly details: Params;
}

/** What the outside may read of a problem; every face (HTTP, tRPC, GraphQL) sends this shape. Moments by the clock of `zone`. */
export function problemDocument(problem: Problem, zone?: string): ProblemDocument {
  return {
    type: `urn:liangji:problem:${problem.code}`,
    title: sentence(problem, 'en', zone),
    title_zh: sentence(problem, 'zh', zone),
    status: problem.status,
    code: problem.code,
    retryable: problem.retryable,
    details: problem.params,
  };
}
