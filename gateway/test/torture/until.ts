import { setTimeout as sleep } from 'node:timers/promises';

const EVERY_MS = 20;

/** Waits until something is so; throws with `what` when it is not so in time. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean, withinMs = 90_000): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`waited ${withinMs / 1000} s in vain until ${what}`);
    await sleep(EVERY_MS);
  }
}
