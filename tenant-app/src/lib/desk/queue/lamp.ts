import { m } from '#lib/paraglide/messages.js';

/** What a clock says at a glance: over, near it (from its warning), running, paused, or no clock. */
export type LampKind = 'over' | 'warn' | 'ok' | 'paused' | 'none';

export interface Lamp {
  readonly kind: LampKind;
  /** Distinguished by fill, because colours are not for everybody. */
  readonly mark: '◆' | '◐' | '○' | '‖' | '–';
  readonly text: string;
}

export interface Timed {
  readonly state: string;
  readonly dueAt: string | null;
  readonly warnAt: string | null;
}

export const MARKS = { over: '◆', warn: '◐', ok: '○', paused: '‖', none: '–' } as const;

export function lampOf({ state, dueAt, warnAt }: Timed, now: number): Lamp {
  const lamp = (kind: LampKind, text: string): Lamp => ({ kind, mark: MARKS[kind], text });
  if (state === 'suspended') return lamp('paused', m.lamp_paused());
  if (dueAt === null) return lamp('none', m.lamp_none());
  const left = Date.parse(dueAt) - now;
  if (left < 0) return lamp('over', m.lamp_over({ time: span(-left) }));
  const near = warnAt !== null && Date.parse(warnAt) <= now;
  return lamp(near ? 'warn' : 'ok', m.lamp_left({ time: span(left) }));
}

/** `<1m`, `40m`, `2h10m`, `3d4h` of milliseconds. */
export function span(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes === 0) return '<1m';
  if (minutes < 60) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return minutes % 60 === 0 ? `${hours}h` : `${hours}h${minutes % 60}m`;
  return hours % 24 === 0 ? `${Math.floor(hours / 24)}d` : `${Math.floor(hours / 24)}d${hours % 24}h`;
}
