import { Problem } from '@liangji/platform';

/** Requests of one tenant that one process works on at the same time: half of the connections its pool has. */
const MOST_AT_ONCE = 5;
/** More than this many that wait for their turn are refused. */
const MOST_WAITING = 1_000;

interface Line {
  running: number;
  readonly waiting: (() => void)[];
}

/** Turns of a tenant's requests: however many it sends at once, others find connections and time of the process. */
export interface Turns {
  /** Resolves when it is the request's turn, with what ends it; QUOTA-REQUESTS where too many wait. */
  begin(tenantId: number): Promise<() => void>;
}

export function makeTurns(most = MOST_AT_ONCE, mostWaiting = MOST_WAITING): Turns {
  const lines = new Map<number, Line>();

  function end(tenantId: number, line: Line): void {
    const next = line.waiting.shift();
    if (next !== undefined)
      next(); // its turn takes the place of the one that ends
    else if (--line.running === 0) lines.delete(tenantId);
  }

  return {
    async begin(tenantId) {
      const line = lines.get(tenantId) ?? { running: 0, waiting: [] };
      lines.set(tenantId, line);
      if (line.running >= most) {
        if (line.waiting.length >= mostWaiting) throw new Problem('QUOTA-REQUESTS');
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
