import { v7 } from 'uuid';

/** What the domain must not reach for by itself: time and identity. Tests and the sample month inject their own. */
export interface Deps {
  readonly clock: { now(): Date };
  readonly ids: { next(): string };
}

/** Wall clock and time-ordered ids (uuid v7, so that index pages fill in order). */
export const systemDeps: Deps = {
  clock: { now: () => new Date() },
  ids: { next: () => v7() },
};
