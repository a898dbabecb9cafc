/** Whatever somebody does at a screen. */
const EVENTS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
/** A request so long after the last touch is the screen's own: live changes, a look repeated by time. Milliseconds. */
const OWN_MS = 60_000;

let usedAt = 0;

/** Begins to notice whether somebody sits before this screen, until `signal` ends it. */
export function noticeUse(signal: AbortSignal): void {
  const used = (): void => void (usedAt = Date.now());
  used();
  for (const event of EVENTS) addEventListener(event, used, { signal, passive: true, capture: true });
}

/** Milliseconds since somebody touched anything. */
export const unusedFor = (): number => Date.now() - usedAt;

/**
 * Header of a request that the screen makes by itself; none where somebody asked for it, or on the server. The gateway does not
 * count such a request as use of the session: an abandoned desk reaches its idle end, however much is heard of.
 */
export const unattendedHeader = (): Record<string, string> =>
  usedAt > 0 && unusedFor() > OWN_MS ? { 'x-unattended': '1' } : {};
