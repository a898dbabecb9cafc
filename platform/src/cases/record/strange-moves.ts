import type { Acting, Database, Trx } from '../../database/database.ts';
import { inTenant } from '../../database/transaction.ts';
import { isDesk } from '../../units/desk.ts';
import { isNote, type CaseEvent } from '../events.ts';
import { makeProjection } from '../project.ts';
import { FIRST_CASE, readCasesAfter } from '../read-events.ts';

/** A move that a body wrote when it neither held nor commanded the case. */
export interface StrangeMove {
  readonly caseId: string;
  readonly eventId: string | null;
  readonly kind: string;
  readonly byUnitId: number | null;
}

/** Moves that one act makes together. */
const ONE_ACT: ReadonlySet<string> = new Set(['reported registered', 'filed dispatched', 'resumed closed']);

/** Desks that may work the cases of a tenant, its own and its city's → the tenant each belongs to. */
export type Desks = ReadonlyMap<number, number>;

/**
 * Moves of a tenant’s cases by others than their holder, a desk of the tenant that answers for the case then, or the clerk; and
 * what was put beside a move, at an instant of the writer’s choice, that no act makes there. No
 * policy can refuse them to a desk, because an event does not hold who has the case; the rows of the case stay as
 * they were. Reads only. Role rollup.
 */
export async function strangeMoves(database: Database, tenant: Acting): Promise<StrangeMove[]> {
  const { tenantId } = tenant;
  return inTenant(database, 'rollup', tenant, async (trx) => {
    const desks = await readDesks(trx, tenantId);
    const found: StrangeMove[] = [];
    let after = FIRST_CASE;
    for (;;) {
      const cases = await readCasesAfter(trx, tenantId, after, null);
      for (const [caseId, events] of cases) found.push(...strangeMovesIn(caseId, events, desks, tenantId));
      const last = [...cases.keys()].at(-1);
      if (last === undefined) return found;
      after = last;
    }
  });
}

async function readDesks(trx: Trx, tenantId: number): Promise<Desks> {
  const bodies = trx.selectFrom('biz.body').select(['unit_id', 'home_id', 'kind']).where('tenant_id', '=', tenantId);
  return new Map(
    (await bodies.execute()).filter(({ kind }) => isDesk(kind)).map(({ unit_id: unit, home_id: home }) => [unit, home]),
  );
}

/** The same of one case, whose events are in their order. Pure. */
export function strangeMovesIn(
  caseId: string,
  events: readonly CaseEvent[],
  desks: Desks,
  tenantId: number,
): StrangeMove[] {
  const projection = makeProjection();
  const decisions: CaseEvent[] = [];
  /** Who dispatched it last, and who moved it last: they may decide about it beside its own two desks. */
  let commander: number | undefined;
  let giver: number | undefined;
  let resumeAt: Date | null = null;
  /** Whether acts made it: each makes one version. Of uploads a version holds what a row says, and old events have none. */
  const isNative = events.some(({ kind, data }) => kind === 'reported' && data.act !== undefined);
  let last: CaseEvent | undefined;
  const isBeside = ({ kind, version }: CaseEvent): boolean =>
    version === null || (version === last?.version && !ONE_ACT.has(`${last.kind} ${kind}`));
  const isOfClerk = ({ kind, data, occurredAt, version }: CaseEvent): boolean => {
    const seen = version === null ? projection.version : version - 1;
    const { supervisionUnitId, commandUnitId } = projection.baton;
    const deciders = [supervisionUnitId, commandUnitId, commander, giver];
    // Of a desk that was replaced the one of its tenant that serves now decides.
    const homes = deciders.flatMap((unit) => desks.get(unit ?? NaN) ?? []);
    const mayDecide = (unit: number | undefined): boolean =>
      deciders.includes(unit) || homes.includes(desks.get(unit ?? NaN) ?? NaN);
    const isDecided = decisions.some(
      (one) => mayDecide(one.byUnitId) && one.data.forVersion === seen && one.data.act === data.act,
    );
    return isDecided || (kind === 'resumed' && resumeAt !== null && occurredAt >= resumeAt);
  };
  return events.flatMap((event): StrangeMove[] => {
    const { id: eventId, kind, byUnitId: by, data } = event;
    const { holderId, holderUnitId } = projection.baton;
    const home = desks.get(by ?? NaN);
    const isOfHolder = kind === 'reported' ? holderUnitId === null : by === holderUnitId || home === holderId;
    const isInTurn = (isOfHolder || (home === tenantId && isOfClerk(event))) && !(isNative && isBeside(event));
    const isStrange = !isNote(kind) && !isInTurn;
    projection.apply(event);
    if (kind === 'decided' || kind === 'recall_asked') decisions.push(event);
    if (kind === 'dispatched') commander = by;
    if (!isNote(kind)) {
      giver = by;
      last = event;
    }
    if (kind === 'suspended') resumeAt = typeof data.resumeAt === 'string' ? new Date(data.resumeAt) : null;
    return isStrange ? [{ caseId, eventId, kind, byUnitId: by ?? null }] : [];
  });
}
