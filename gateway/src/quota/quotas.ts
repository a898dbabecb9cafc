import { Problem, type Database, type Deps } from '@liangji/platform';
import { takeUnits, WINDOW_MS, type Portion, type Quota } from './take-units.ts';

/** What is counted. */
export type QuotaKind = 'requests' | 'uploads' | 'photographs';

/** Uses more units of the asker's tenant; QUOTA-REQUESTS where too few are left. Undefined where nothing is counted. */
export type Use = ((kind: QuotaKind, units: number) => Promise<void>) | undefined;

/** Of one tenant in a minute. The busiest incumbent sends 40 small uploads every five minutes; fifty people a photograph every five seconds. */
export const UPLOADS_A_MINUTE = 120;
const PHOTOGRAPHS_A_MINUTE = 600;

/** What a process takes for itself at a time: a statement for every fifty requests instead of one for each. */
const PORTIONS: Readonly<Record<QuotaKind, number>> = { requests: 50, uploads: 1, photographs: 5 };

/** How much of a quota is left, as the headers say it (draft-ietf-httpapi-ratelimit-headers). */
export interface Left {
  readonly limit: number;
  readonly remaining: number;
  /** Seconds until the next minute begins. */
  readonly reset: number;
}

export interface Quotas {
  /** Uses so many units of the tenant's, or rejects with QUOTA-REQUESTS. `onLeft` hears in both cases what is left. */
  use(tenantId: number, kind: QuotaKind, units: number, onLeft: (left: Left) => void): Promise<void>;
}

interface Held extends Portion {
  /** Of what this process was given, not used yet. */
  readonly rest: number;
  /** The minute had no more to give. */
  readonly isLast: boolean;
}

const NOTHING: Held = { given: 0, used: 0, rest: 0, isLast: false, since: new Date(0) };

/**
 * Quotas of tenants over all gateway processes: each takes portions of the minute from the database and spends them by itself.
 * A tenant's people and machines share them, whichever face they ask.
 */
export function makeQuotas(database: Database, deps: Pick<Deps, 'clock'>, requestsAMinute: number): Quotas {
  const limits: Readonly<Record<QuotaKind, number>> = {
    requests: requestsAMinute,
    uploads: UPLOADS_A_MINUTE,
    photographs: PHOTOGRAPHS_A_MINUTE,
  };
  const held = new Map<string, Held>();
  const taking = new Map<string, Promise<void>>();

  const current = (key: string): Held => {
    const known = held.get(key);
    const isOver = known === undefined || deps.clock.now().getTime() - known.since.getTime() >= WINDOW_MS;
    return isOver ? NOTHING : known;
  };

  async function take(key: string, quota: Quota, wanted: number): Promise<void> {
    const portion = await takeUnits(database, quota, wanted, deps.clock.now());
    const { rest, since } = current(key);
    const left = since.getTime() === portion.since.getTime() ? rest : 0;
    held.set(key, { ...portion, rest: left + portion.given, isLast: portion.given < wanted });
  }

  return {
    async use(tenantId, kind, units, onLeft) {
      const key = `${kind} ${tenantId}`;
      const limit = limits[kind];
      for (let now = current(key); now.rest < units && !now.isLast; now = current(key)) {
        let running = taking.get(key);
        if (running === undefined) {
          const wanted = Math.max(units, Math.min(PORTIONS[kind], limit));
          running = take(key, { tenantId, kind, limit }, wanted).finally(() => taking.delete(key));
          taking.set(key, running);
        }
        await running;
      }
      const now = current(key);
      const isEnough = now.rest >= units;
      const after = isEnough ? { ...now, rest: now.rest - units } : now;
      held.set(key, after);
      const reset = Math.ceil((now.since.getTime() + WINDOW_MS - deps.clock.now().getTime()) / 1000);
      onLeft({ limit, remaining: limit - after.used + after.rest, reset: Math.max(reset, 1) });
      if (!isEnough) throw new Problem('QUOTA-REQUESTS');
    },
  };
}
