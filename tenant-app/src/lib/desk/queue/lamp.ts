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

/** `不到1分`, `40分`, `2小时10分`, `3天4小时` of milliseconds; in English `<1m`, `40m`, `2h10m`, `3d4h`. */
export function span(milliseconds: number): string {
  const all = Math.floor(milliseconds / 60_000);
  const [minutes, hours, days] = [all % 60, Math.floor(all / 60) % 24, Math.floor(all / 1440)];
  if (all === 0) return m.span_moment();
  if (all < 60) return m.span_minutes({ minutes });
  if (days === 0) return minutes === 0 ? m.span_hours({ hours }) : m.span_hours_minutes({ hours, minutes });
  return hours === 0 ? m.span_days({ days }) : m.span_days_hours({ days, hours });
}
