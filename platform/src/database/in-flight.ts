import { setImmediate } from 'node:timers/promises';

/** Statements on their way to the database, none of them waited for yet. */
export interface InFlight {
  /**
   * Issues a statement and gives the event loop a turn, so that it is sent: the database works on it while the next one is
   * being made ready.
   */
  issue(statement: () => Promise<unknown>): Promise<void>;
  /** Resolves when all have ended; rejects with the first failure, in the order of issue. */
  landed(): Promise<void>;
}

export function makeInFlight(): InFlight {
  const issued: Promise<unknown>[] = [];
  return {
    async issue(statement) {
      const running = statement();
      running.catch(() => undefined); // `landed` rejects
      issued.push(running);
      await setImmediate();
    },
    async landed() {
      for (const running of issued) await running;
    },
  };
}
