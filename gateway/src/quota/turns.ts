import { Problem } from '@liangji/platform';

/** Requests of one tenant that one process works on at the same time: half of the connections its pool has. */
const MOST_AT_ONCE = 5;
/** … once some of them have waited without a break for so long: then it floods, and one at a time is left to it. */
const FLOODS_AFTER_MS = 1_000;
/** More than this many that wait for their turn are refused. */
const MOST_WAITING = 1_000;

interface Line {
  running: number;
  readonly waiting: (() => void)[];
  /** Since when somebody has been waiting, without a break; of no meaning while nobody waits. */
  waitingSince: number;
}

/** Turns of a tenant's requests: however many it sends at once, others find connections and time of the process. */
export interface Turns {
  /** Resolves when it is the request's turn, with what ends it; QUOTA-REQUESTS where too many wait. */
  begin(tenantId: number): Promise<() => void>;
}

/** `now`: milliseconds of a clock that only goes on. */
export function makeTurns(most = MOST_AT_ONCE, mostWaiting = MOST_WAITING, now = () => performance.now()): Turns {
  const lines = new Map<number, Line>();
  const allowed = ({ waiting, waitingSince }: Line): number =>
    waiting.length > 0 && now() - waitingSince >= FLOODS_AFTER_MS ? 1 : most;

  function end(tenantId: number, line: Line): void {
    line.running--;
    while (line.running < allowed(line)) {
      const next = line.waiting.shift();
      if (next === undefined) break;
      line.running++;
      setImmediate(next); // what others sent meanwhile is read first
    }
    if (line.running === 0) lines.delete(tenantId);
  }

  return {
    async begin(tenantId) {
      const line = lines.get(tenantId) ?? { running: 0, waiting: [], waitingSince: 0 };
      lines.set(tenantId, line);
      if (line.running >= allowed(line)) {
        if (line.waiting.length >= mostWaiting) throw new Problem('QUOTA-REQUESTS');
        if (line.waiting.length === 0) line.waitingSince = now();
        await new Promise<void>((turn) => line.waiting.push(turn));
      } else {
        line.running++;
      }
      let isOver = false;
      return () => {
        if (!isOver) end(tenantId, line);
        isOver = true;
      };
    },
  };
}
