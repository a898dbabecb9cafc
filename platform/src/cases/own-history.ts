import type { CaseEvent } from './events.ts';
import type { Projection } from './project.ts';

/** Whether the case was moved by an act of a desk or body: then uploads do not move it any more. */
export const hasOwnHistory = (events: readonly CaseEvent[]): boolean =>
  events.some(({ version, data }) => version !== null && data.act !== undefined);

/**
 * Whether a tenant has commanded or worked the case: it held it, one of its bodies led it, or acted on it. `homes`: tenant of
 * each body.
 */
export function hasTakenPart(
  events: readonly CaseEvent[],
  tenantId: number,
  homes: ReadonlyMap<number, number>,
): boolean {
  const isOwn = (unit: number | null | undefined): boolean => unit != null && homes.get(unit) === tenantId;
  return events.some(
    ({ kind, data, leadUnitId, byUnitId }) =>
      data.holderId === tenantId || isOwn(leadUnitId) || (kind !== 'claimed' && isOwn(byUnitId)),
  );
}

/** What a desk has to do about a case: to have it dispatched and worked, or to work it itself. */
export interface DeskTask {
  readonly kind: 'command' | 'lead';
  /** When the case came to it. */
  readonly askedAt: Date;
}

/** The task that a desk, or one that it replaces, holds on a case; null where the case lies with somebody else. */
export function taskOfDesk({ state, baton, picture, events }: Projection, desks: readonly number[]): DeskTask | null {
  const isDesk = (unit: unknown): boolean => desks.some((desk) => desk === unit);
  const isCommand = state === 'dispatching' && isDesk(baton.holderUnitId);
  const isLead = (state === 'disposing' || state === 'suspended') && isDesk(picture.leadUnitId);
  if (!isCommand && !isLead) return null;
  const came = events.findLast(({ version, data }) => version !== null && isDesk(data.holderUnitId));
  return came === undefined ? null : { kind: isCommand ? 'command' : 'lead', askedAt: came.occurredAt };
}
