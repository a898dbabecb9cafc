/** The worker has counted a case anew within a second; under load within three. */
const COUNTED_AFTER_MS = [1_000, 3_000];

/**
 * For what is counted from cases: asks anew a moment after one changed, and once more in case that was too early. However many
 * change meanwhile, that is at most two questions in four seconds, and none is missed. `end` forgets what is still to be asked.
 */
export function makeAfterChanges(ask: () => unknown) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isChanged = false;

  function changed(): void {
    isChanged = true;
    if (timer === undefined) wait(0);
  }

  function wait(turn: number): void {
    const after = COUNTED_AFTER_MS[turn];
    if (turn === 0) isChanged = false;
    if (after !== undefined) {
      timer = setTimeout(() => {
        ask();
        wait(turn + 1);
      }, after);
      return;
    }
    timer = undefined;
    if (isChanged) wait(0);
  }

  return { changed, end: () => clearTimeout(timer) };
}
