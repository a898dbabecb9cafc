import { error } from '@sveltejs/kit';
import { codeOf } from './problem.ts';

/** What somebody may not see is as little there as what is not. */
const NOT_FOUND = ['AUTH-FORBIDDEN', 'SYS-NOT-FOUND', 'SYS-INPUT', 'KEY-SOURCE', 'KEY-MAPPING', 'KEY-MAPPING-VERSION'];

/** The answer to a question that a `load` asks, or the page of the error. */
export const answerTo = <T>(question: Promise<T>): Promise<T> =>
  question.catch((failure: unknown) => {
    if (NOT_FOUND.includes(codeOf(failure) ?? '')) error(404, 'not found');
    console.error(failure);
    error(503, 'gateway');
  });
