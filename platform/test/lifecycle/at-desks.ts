import { asOwner, inTenant } from '../../src/database/transaction.ts';
import type { Database } from '../../src/database/database.ts';
import { actingOf, type Actor } from '../../src/identity/actor.ts';
import { actOnCase, type Target } from '../../src/cases/lifecycle/act-on-case.ts';
import type { Acted } from '../../src/cases/lifecycle/record-attempt.ts';
import type { ActName } from '../../src/cases/lifecycle/acts.ts';
import type { Given } from '../../src/cases/lifecycle/given.ts';
import { registerCase, type Registration } from '../../src/cases/lifecycle/register-case.ts';
import type { Photo } from '../../src/cases/media/media-types.ts';
import { local, standingDeps } from '../assessment/cases.ts';
import { actorOf } from './two-commands.ts';
import { uploaded } from './uploaded.ts';

// People of the city of `settleCommands`, and acts by them on a case of willow.

export const WILLOW = { tenantId: 2, cityId: 1, unitId: 20, actor: 'test' };
export const city = (post: string, person = 1): Actor => actorOf(1, 10, 'centre', post, person);
export const willow = (post: string, person = 1): Actor => actorOf(2, 20, 'centre', post, person);
export const works = actorOf(2, 21, 'department', 'department');
export const parks = actorOf(2, 22, 'department', 'department');
export const power = actorOf(1, 11, 'utility', 'department');
export const cityCollector = actorOf(1, 12, 'collection_company', 'collector');

/** A case as it is after an act. */
export const here = ({ tenantId, caseId, version }: Acted): Target => ({ tenantId, caseId, version: version! });

/** Photographs that some acts are not done without. */
const USAGE: Partial<Record<ActName, Photo['usage']>> = {
  ...{ answer_verify: 'verify', answer_check: 'check', feed_back: 'after' },
};

/** Acts in a database, by a clock that stands. `database` is asked for when the first act is done. */
export function makeActs(database: () => Database) {
  const deps = standingDeps(local('2026-10-12 08:00'));
  const at = (wall: string): void => deps.moveTo(local(wall));

  const register = (actor: Actor, more: Partial<Registration> = {}): Promise<Acted> =>
    inTenant(database(), actor.pool, actingOf(actor), (trx) =>
      registerCase(trx, deps, actor, 'register', {
        ...{ tenantId: 2, source: 'hotline', kind: 'event', classId: 1, words: '路口有垃圾', address: '滨江路 1 号' },
        ...more,
      }),
    );

  /** `written`: what happens between the act and its commit. */
  async function act(
    actor: Actor,
    name: ActName,
    target: Target,
    given: Given = {},
    written: () => Promise<void> = () => Promise.resolve(),
  ): Promise<Acted> {
    const usage = USAGE[name];
    const photos = usage === undefined ? [] : [await uploaded(database(), actor, usage, deps.clock.now())];
    return inTenant(database(), actor.pool, actingOf(actor), async (trx) => {
      const acted = await actOnCase(trx, deps, actor, name, target, { photos, ...given });
      await written();
      return acted;
    });
  }

  /** The task of a body on a case that waits for it. */
  const taskOf = (caseId: string, unitId: number, kind: string): Promise<{ tenantId: number; taskId: string }> =>
    asOwner(database(), async (trx) => {
      const { id, tenant_id: tenantId } = await trx
        .selectFrom('biz.assignment')
        .select(['id', 'tenant_id'])
        .where('case_id', '=', caseId)
        .where('unit_id', '=', unitId)
        .where('kind', '=', kind)
        .where('state', 'in', ['open', 'accepted'])
        .executeTakeFirstOrThrow();
      return { tenantId, taskId: id };
    });

  const rowOf = (caseId: string) =>
    asOwner(database(), (trx) =>
      trx.selectFrom('biz.case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow(),
    );

  /** From the call at the city to the desk of the county. */
  async function filed(): Promise<Acted> {
    at('2026-10-12 08:00');
    let one = await register(city('acceptor'));
    at('2026-10-12 08:03');
    await act(city('acceptor'), 'ask_verify', here(one), { unitId: 12 });
    at('2026-10-12 08:12');
    await act(cityCollector, 'answer_verify', await taskOf(one.caseId, 12, 'verify'), { finding: 'exists' });
    at('2026-10-12 08:15');
    one = await act(city('acceptor'), 'accept', here(one), { classId: 1, ruleId: 1 });
    at('2026-10-12 08:20');
    return act(city('shift_leader'), 'file', here(one));
  }

  /** … dispatched to the works. */
  async function dispatched(): Promise<Acted> {
    const one = await filed();
    at('2026-10-12 09:00');
    return act(willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
  }

  return { deps, at, register, act, taskOf, rowOf, filed, dispatched };
}
