import type { ActName } from './acts.ts';
import { BUILDING } from './table/build.ts';
import { CLOSING } from './table/closing.ts';
import { COMMANDING } from './table/command.ts';
import { SPECIAL } from './table/special.ts';
import { WORKING } from './table/body.ts';
import type { Need, Transition } from './transition.ts';

/**
 * The lifecycle of a case: workflow.md §3 and §4, command-model "Lifecycle". It refuses acts, says which are allowed, and
 * prints the page `platform/docs/lifecycle.md`. What differs between modes stands in their documents.
 */
export const LIFECYCLE: readonly Transition[] = [...BUILDING, ...COMMANDING, ...WORKING, ...CLOSING, ...SPECIAL];

/** Rows of an act; one in nearly every case. */
export const rowsOf = (act: ActName): readonly Transition[] => LIFECYCLE.filter((one) => one.act === act);

/** Whether a person who does the act gives it by whichever row; else it depends on the case. */
export const isAlwaysNeeded = (act: ActName, need: Need): boolean =>
  rowsOf(act).every(({ side, needs }) => side === 'clerk' || needs?.includes(need));
