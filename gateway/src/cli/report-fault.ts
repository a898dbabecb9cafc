import { sentence, type Problem } from '@liangji/platform';
import { EnvironmentFault } from '../environment.ts';
import { problemFromError } from '../problems/index.ts';

/** One place turns whatever a command threw into words for the person at the terminal; the exit code is always 1. */
export function faultText(error: unknown): string {
  if (error instanceof EnvironmentFault) return error.message;
  const problem = problemFromError(error, 'below');
  const line = problemLine(problem);
  if (problem.code === 'SYS-FAULT') return `${line}\n${error instanceof Error ? error.stack : String(error)}`;
  return line;
}

/** `中文。 English. (CODE)` */
export function problemLine(problem: Pick<Problem, 'code' | 'details'>): string {
  return `${sentence(problem.code, 'zh', problem.details)} ${sentence(problem.code, 'en', problem.details)} (${problem.code})`;
}
