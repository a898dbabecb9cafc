import type { Trx } from '../database/index.ts';
import { reachOf, type Actor } from '../identity/index.ts';
import { rightsInForce } from '../tenants/mode-in-force.ts';
import { countDesk, type Counted } from './count-desk.ts';
import { supervisedBy, type Supervision } from './supervised-by.ts';
import { urgentCases, type Urgent } from './urgent-cases.ts';

/** What a desk shows beside its lists. */
export interface DeskNow {
  readonly counts: readonly Counted[];
  /** Null for whoever gives no orders. */
  readonly supervision: Supervision | null;
  /** Null for whoever takes no cases. */
  readonly urgent: Urgent | null;
}

/** What waits at the actor's body, what of it is urgent, and what he supervises. */
export async function deskNow(
  trx: Trx,
  actor: Pick<Actor, 'tenantId' | 'cityId' | 'body' | 'kind' | 'post' | 'personId'>,
  now: Date,
): Promise<DeskNow> {
  const modes = await rightsInForce(trx, reachOf(actor), now);
  const supervision = supervisedBy(actor, modes);
  const [counts, urgent] = await Promise.all([countDesk(trx, actor, supervision, now), urgentCases(trx, actor, modes)]);
  return { counts, supervision, urgent };
}
