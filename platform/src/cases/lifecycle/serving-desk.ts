import { isDesk } from '../../units/desk.ts';
import type { Standing } from './standing.ts';

type Bodies = Standing['bodies'];

/** Desk of a tenant: the first of its desks that serves. */
export function deskOf(bodies: Bodies, homeId: number): number | null {
  const desks = [...bodies.values()].filter((body) => body.homeId === homeId && isDesk(body.kind));
  return (desks.find(({ serves }) => serves) ?? desks[0])?.unitId ?? null;
}

/** Whether a body still gets work; of one that the reader does not know, nobody says that it ended. */
export const serves = (bodies: Bodies, unitId: number): boolean => bodies.get(unitId)?.serves ?? true;

/** Who acts for a desk: itself, and once it ended the desk of its tenant that serves. Every other body acts for itself alone. */
export function actingDesk(bodies: Bodies, unitId: number): number {
  const body = bodies.get(unitId);
  if (body === undefined || body.serves || !isDesk(body.kind)) return unitId;
  return deskOf(bodies, body.homeId) ?? unitId;
}
