import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actOnCase, type Target } from '../../src/cases/lifecycle/act-on-case.ts';
import type { Acted } from '../../src/cases/lifecycle/record-attempt.ts';
import type { ActName } from '../../src/cases/lifecycle/acts.ts';
import type { Given } from '../../src/cases/lifecycle/given.ts';
import { registerCase } from '../../src/cases/lifecycle/register-case.ts';
import { rebuildTenant, type RowDifference } from '../../src/cases/record/rebuild.ts';
import { refreshCases } from '../../src/cases/record/refresh-cases.ts';
import type { Acting, Database } from '../../src/database/database.ts';
import { asOwner, inTenant } from '../../src/database/transaction.ts';
import { actingOf, type Actor } from '../../src/identity/actor.ts';
import { findingsByCode } from '../../src/intake/report/findings-report.ts';
import { readOutcomes } from '../../src/intake/report/read-outcomes.ts';
import { local, standingDeps } from '../assessment/cases.ts';
import { freshDatabase } from '../cluster.ts';
import { actorOf, settleBodies } from '../lifecycle/two-commands.ts';
import { uploaded } from '../lifecycle/uploaded.ts';
import { WILLOW } from '../people.ts';
import { furnish, upload, willowRow, type TestIntake } from './county.ts';

/** For tests only: willow and reed with a source system each, and desks that have cases of the platform. */

export interface OwnCases extends TestIntake {
  readonly deps: ReturnType<typeof standingDeps>;
}

export const at = local;

export async function makeOwnCases(): Promise<OwnCases> {
  const database = await freshDatabase('own_cases', async (fresh: Database) => {
    await furnish(fresh);
    await settleBodies(fresh);
  });
  const files = await mkdtemp(join(tmpdir(), 'liangji-own-'));
  return { database, files, deps: standingDeps(local('2026-10-12 08:00')) };
}

export const city = (post: string): Actor => actorOf(1, 10, 'centre', post);
export const willow = (post: string): Actor => actorOf(2, 20, 'centre', post);
export const works = actorOf(2, 21, 'department', 'department');

export const here = ({ tenantId, caseId, version }: Acted): Target => ({ tenantId, caseId, version: version! });

/** The class of the rows of `willowRow`, and one of its conditions. */
async function littered({ database }: OwnCases): Promise<{ classId: number; ruleId: number }> {
  return asOwner(database, async (trx) => {
    const { id: classId } = await trx
      .selectFrom('lookup.class')
      .select('id')
      .where('catalogue_id', '=', 'gbt30428')
      .where('class_name', '=', '暴露垃圾')
      .executeTakeFirstOrThrow();
    const { id: ruleId } = await trx
      .selectFrom('lookup.case_rule')
      .select('id')
      .where('class_id', '=', classId)
      .orderBy('id')
      .executeTakeFirstOrThrow();
    return { classId, ruleId };
  });
}

/** Somebody of the platform acts, at a time of the wall clock. */
export async function act(
  own: OwnCases,
  wall: string,
  actor: Actor,
  name: ActName,
  target: Target,
  given: Given = {},
): Promise<Acted> {
  const { database, deps } = own;
  deps.moveTo(local(wall));
  const photos = name === 'feed_back' ? [await uploaded(database, actor, 'after', deps.clock.now())] : [];
  return inTenant(database, actor.pool, actingOf(actor), (trx) =>
    actOnCase(trx, deps, actor, name, target, { photos, ...given }),
  );
}

/** A case of the platform that the patrol of the city has brought at eight, by default in willow on 12 October. */
export async function registered(own: OwnCases, day = '2026-10-12', tenantId: 2 | 3 = 2): Promise<Acted> {
  const { database, deps } = own;
  const { classId } = await littered(own);
  deps.moveTo(local(`${day} 08:00`));
  const acceptor = city('acceptor');
  return inTenant(database, acceptor.pool, actingOf(acceptor), (trx) =>
    registerCase(trx, deps, acceptor, 'register', {
      ...{ tenantId, source: 'patrol', kind: 'event', classId, words: '路口有垃圾' },
      address: '柳岸路 1 号',
      ...(tenantId === 2 ? { longitude: 105.5, latitude: 30.5 } : {}), // the outline is willow's
    }),
  );
}

/** Accepts and files such a case: it waits for the desk of its county. */
export async function fileIt(own: OwnCases, one: Acted, day = '2026-10-12'): Promise<Acted> {
  const accepted = await act(own, `${day} 08:15`, city('acceptor'), 'accept', here(one), await littered(own));
  return act(own, `${day} 08:20`, city('shift_leader'), 'file', here(accepted));
}

export const filed = async (own: OwnCases, day = '2026-10-12', tenantId: 2 | 3 = 2): Promise<Acted> =>
  fileIt(own, await registered(own, day, tenantId), day);

/** A case that willow's desk has dispatched to its department at nine. */
export async function dispatched(own: OwnCases, day = '2026-10-12'): Promise<Acted> {
  const one = await filed(own, day);
  return act(own, `${day} 09:00`, willow('dispatcher'), 'dispatch', here(one), { unitId: 21 });
}

/** A row that says of a case only when it was reported and filed, as the platform has it. */
export const rowOf = (id: string, more: Record<string, string> = {}): Record<string, string> =>
  willowRow(id, {
    ...{ 上报时间: '2026-10-12 08:00:00', 立案时间: '2026-10-12 08:20:00', 派遣时间: '', 处置时间: '', 结案时间: '' },
    ...more,
  });

export interface Sent {
  readonly batchId: string;
  readonly outcomes: readonly string[];
  readonly caseIds: readonly (string | null)[];
  /** Code of each finding and how often it was made. */
  readonly findings: Readonly<Record<string, number>>;
}

/** Sends rows as willow, or whoever acts, at a time of the wall clock. */
export async function send(
  own: OwnCases,
  wall: string,
  rows: readonly Record<string, string>[],
  as: Acting = WILLOW,
): Promise<Sent> {
  own.deps.moveTo(local(wall));
  const { batch } = await upload(own, rows, { as });
  return inTenant(own.database, 'ingest', as, async (trx) => {
    const done = await readOutcomes(trx, as.tenantId, batch.batchId);
    const groups = await findingsByCode(trx, as.tenantId, batch.batchId);
    return {
      batchId: batch.batchId,
      outcomes: done.map(({ outcome }) => outcome),
      caseIds: done.map(({ caseId }) => caseId),
      findings: Object.fromEntries(groups.map(({ code, count }) => [code, count])),
    };
  });
}

export const storedCase = ({ database }: OwnCases, caseId: string) =>
  asOwner(database, (trx) => trx.selectFrom('biz.case').selectAll().where('id', '=', caseId).executeTakeFirstOrThrow());

/** The events of a case as `kind` or `claimed step`, each with its version and wall clock in UTC+8. */
export const eventsOf = ({ database }: OwnCases, caseId: string): Promise<string[]> =>
  asOwner(database, async (trx) => {
    const rows = await trx
      .selectFrom('biz.case_event')
      .select(['kind', 'version', 'occurred_at', 'data'])
      .where('case_id', '=', caseId)
      .orderBy('recorded_at')
      .orderBy('id')
      .execute();
    return rows.map(({ kind, version, occurred_at: when, data }) => {
      const { claim } = data as { claim?: string };
      const wall = new Date(when.getTime() + 8 * 3_600_000).toISOString().slice(8, 16).replace('T', ' ');
      return `${claim === undefined ? kind : `${kind} ${claim}`} ${version ?? '-'} ${wall}`;
    });
  });

/** Cases of a tenant. */
export const countCases = ({ database }: OwnCases, tenantId = 2): Promise<number> =>
  asOwner(database, async (trx) => {
    const { n } = await trx
      .selectFrom('biz.case')
      .select((get) => get.fn.countAll<string>().as('n'))
      .where('tenant_id', '=', tenantId)
      .executeTakeFirstOrThrow();
    return Number(n);
  });

/** How rows differ from their events, once all that is marked has been refreshed. */
export async function differences(
  { database, deps }: OwnCases,
  as: Acting = WILLOW,
): Promise<readonly RowDifference[]> {
  while (await refreshCases(database, deps, as));
  return (await rebuildTenant(database, deps, as, { write: false })).differences;
}
