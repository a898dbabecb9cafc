import { m } from '#lib/paraglide/messages.js';
import type { Tone } from '#lib/ui/Badge.svelte';
import type { LoadedPeriods } from './load-period-list.ts';

type ListedState = LoadedPeriods[number]['state'];

const STATES: Readonly<Record<ListedState, [() => string, Tone]>> = {
  coming: [m.period_not_begun, 'quiet'],
  running: [m.period_running, 'info'],
  ended: [m.period_ended, 'warn'],
  closing: [m.closing_period, 'warn'],
  closed: [m.period_closed, 'good'],
  reopened: [m.period_reopened, 'warn'],
};

/** How far a period is, in a list of them. */
export const listedStateWord = (state: ListedState): string => STATES[state][0]();
export const listedStateTone = (state: ListedState): Tone => STATES[state][1];
