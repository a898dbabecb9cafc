/**
 * Reads one at a time: whoever asks meanwhile gets the one read that begins afterwards, so that an answer never comes after a
 * newer one.
 */
export function oneAtATime(read: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  function start(): Promise<void> {
    running = read().finally(() => (running = null));
    return running;
  }

  return () => {
    if (running === null) return start();
    next ??= running
      .catch(() => undefined) // whoever asked for it has its fault
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}
