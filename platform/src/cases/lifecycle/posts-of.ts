import type { ModeRights } from '../../tenants/mode-in-force.ts';
import type { ActName } from './acts.ts';
import { rowsOf } from './lifecycle.ts';
import type { Side, Transition } from './transition.ts';

/** Posts that may do what a row of the lifecycle allows: those the mode names, else the common ones. */
export const postsOf = ({ act, posts }: Transition, rights: ModeRights): readonly string[] => rights[act] ?? posts;

/** Whether some of these modes let a post do an act for a side of a case. */
export const mayByPost = (post: string, act: ActName, side: Side, modes: readonly ModeRights[]): boolean =>
  rowsOf(act).some((row) => row.side === side && modes.some((rights) => postsOf(row, rights).includes(post)));
