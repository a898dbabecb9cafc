import type { SummaryState } from '../state/summary.svelte.ts';

const MUTED = 'liangji-alarm-muted';

/** Urgent cases that nobody of the body has taken yet: an alarm goes on until somebody does. */
export function createAlarm(summary: SummaryState) {
  let muted = $state(false);

  return {
    /** Whether the post takes cases at all. */
    get hears() {
      return summary.urgent !== null;
    },
    /** How many wait, at most 100. */
    get total() {
      return summary.urgent?.total ?? 0;
    },
    /** The one due first. */
    get first() {
      return summary.urgent?.first ?? null;
    },
    /** Whether this browser keeps silent; the alarm is seen all the same. */
    get muted() {
      return muted;
    },
    readMuted: () => void (muted = localStorage.getItem(MUTED) !== null),
    setMuted(on: boolean) {
      muted = on;
      if (on) localStorage.setItem(MUTED, '1');
      else localStorage.removeItem(MUTED);
    },
  };
}

export type Alarm = ReturnType<typeof createAlarm>;
