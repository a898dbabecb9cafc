import { statfs } from 'node:fs/promises';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What a process counts; served on its internal port. */
export interface Metrics {
  readonly registry: Registry;
  /** Called before every answer, to read what is not counted as it happens. */
  readonly beforeScrape: (() => Promise<void>)[];
}

/** Process and Node figures, and the room left for uploaded files. */
export function makeMetrics(files: string): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  new Gauge({
    name: 'liangji_files_free_bytes',
    help: 'Room left where uploaded files are kept.',
    registers: [registry],
    async collect() {
      const room = await statfs(files).catch(() => null); // no folder yet, or gone: readyz says why
      if (room === null) this.remove();
      else this.set(room.bavail * room.bsize);
    },
  });
  return { registry, beforeScrape: [] };
}
