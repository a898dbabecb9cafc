import { isPassing, Problem } from '@liangji/platform';
import { EnvironmentFault } from '../environment/environment-fault.ts';
import { problemFromError } from '../problems/index.ts';
import { problemLine } from '../problems/problem-line.ts';

/** One place turns whatever a command threw into words for the person at the terminal; the exit code is always 1. */
export function faultText(error: unknown): string {
  if (error instanceof EnvironmentFault) return error.message;
  const problem = problemFromError(causeOf(error), '');
  if (problem.code !== 'SYS-FAULT' || error instanceof Problem) return problemLine(problem);
  return `${problemLine(new Problem('SYS-COMMAND'))}\n${error instanceof Error ? error.stack : String(error)}`;
}

/** What `fetch` and the sign-in client say of the network is only in the cause of their error. */
function causeOf(error: unknown): unknown {
  let found = error;
  while (found instanceof Error && !(found instanceof Problem) && !isPassing(found) && found.cause) found = found.cause;
  return isPassing(found) ? found : error;
}
