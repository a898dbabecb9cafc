import { sql, type RawBuilder } from 'kysely';
import { IS_OPEN, isMine, OPEN_STATES } from '../cases/index.ts';
import type { Trx } from '../database/index.ts';
import { hasRight, unitsOf, type Actor } from '../identity/index.ts';
import type { Supervision } from './supervised-by.ts';

/** What waits at a desk, of one kind. */
export interface Counted {
  /**
   * cases, tasks (asked of it), asked (by it), requests (it decides), reports (that wait for an acceptor), supervised (cases,
   * whoever holds them), decisions (about cases of others, waiting or lapsed) or mine (tasks of the asker inside of the body).
   */
  readonly view: 'cases' | 'tasks' | 'asked' | 'requests' | 'reports' | 'supervised' | 'decisions' | 'mine';
  /** State of the cases and of the decisions, kind of the tasks; requests, reports and supervised cases are one kind. */
  readonly of: string;
  readonly total: number;
  /** Past its deadline. */
  readonly over: number;
  /** Past its warning, and not over. */
  readonly warn: number;
}

/** More of a kind are not counted: a screen shows 999+, and no desk counts a million rows. */
export const MOST_COUNTED = 1000;

const KINDS = ['command', 'lead', 'assist', 'verify', 'check', 'reply', 'notice'];
const NEVER = sql`'9999-12-31T00:00:00Z'::timestamptz`;

/**
 * What waits at the actor's body, kind by kind, each with how much of it is over or near its deadline. Only open rows are read,
 * through the indexes of the queues, at most 1,000 of a kind, the soonest due first.
 */
export async function countDesk(
  trx: Trx,
  actor: Pick<Actor, 'tenantId' | 'cityId' | 'body' | 'kind' | 'post' | 'personId'>,
  supervision: Supervision | null,
  now: Date,
): Promise<Counted[]> {
  const { tenantId, cityId, body } = actor;
  // Whoever is of a county names it: a cluster asks one shard then.
  const reach = tenantId === cityId ? sql`city_id = ${cityId}` : sql`city_id = ${cityId} and tenant_id = ${tenantId}`;
  const count = (view: Counted['view'], kinds: readonly string[], due: string, from: RawBuilder<unknown>) => sql`
    select ${sql.lit(view)}::text as view, k.kind as of, r.total, r.over, r.warn
      from unnest(${sql.val([...kinds])}::text[]) as k (kind)
      cross join lateral (
        select count(*)::int as total, count(*) filter (where due < ${now})::int as over,
          count(*) filter (where due >= ${now} and warn_at <= ${now})::int as warn
          from (select coalesce(${sql.ref(due)}, ${NEVER}) as due, warn_at from ${from}
            order by coalesce(${sql.ref(due)}, ${NEVER}) limit ${MOST_COUNTED}) as first) as r
     where r.total > 0`;
  const units = sql.join([...unitsOf(body)]);
  const { rows } = await sql<Counted>`
    ${count(
      'cases',
      OPEN_STATES,
      'step_due_at',
      sql`biz."case" where ${reach} and holder_unit_id in (${units}) and state = k.kind
        and ${sql.raw(IS_OPEN)}`,
    )}
    union all ${count(
      'tasks',
      KINDS,
      'due_at',
      sql`biz.assignment where ${reach} and unit_id in (${units}) and state in ('open', 'accepted') and kind = k.kind`,
    )}
    union all ${count(
      'asked',
      KINDS,
      'due_at',
      sql`biz.assignment where ${reach} and asker_unit_id in (${units}) and state in ('open', 'accepted') and kind = k.kind`,
    )}
    union all ${count(
      'requests',
      ['request'],
      'due_at',
      sql`biz.assignment where ${reach} and asks_unit_id in (${units})`,
    )}
    union all ${count(
      'decisions',
      ['open', 'returned'],
      'due_at',
      sql`biz.assignment where ${reach} and asker_unit_id in (${units}) and kind = 'notice' and subtype = 'decision'
        and state in ('open', 'returned') and state = k.kind`,
    )}
    union all ${count(
      'mine',
      KINDS,
      'due_at',
      sql`biz.assignment a where ${reach} and unit_id in (${units}) and state in ('open', 'accepted') and kind = k.kind
        and ${isMine(actor, 'a')}`,
    )}
    ${
      supervision === null
        ? sql``
        : sql`union all ${count(
            'supervised',
            ['case'],
            'step_due_at',
            sql`biz."case" where ${reach} and supervision_unit_id is not null
               ${supervision.commandUnitId === null ? sql`` : sql`and command_unit_id in (${units})`}
              and ${sql.raw(IS_OPEN)}`,
          )}`
    }`.execute(trx);
  return hasRight(actor, 'takeCalls') ? [...rows, ...(await countReports(trx, reach))] : rows;
}

/** Reports have no deadline before they are cases. */
async function countReports(trx: Trx, reach: RawBuilder<unknown>): Promise<Counted[]> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total
      from (select 1 from biz.report where ${reach} and state = 'waiting' limit ${MOST_COUNTED}) as first`.execute(trx);
  return rows.filter(({ total }) => total > 0).map(({ total }) => ({ ...WAITING_REPORTS, total }));
}

const WAITING_REPORTS = { view: 'reports', of: 'report', over: 0, warn: 0 } as const;
