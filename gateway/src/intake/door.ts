import type { Database, Deps, Queue } from '@liangji/platform';

/** What the raw door works with. */
export interface CommandServices {
  readonly database: Database;
  readonly deps: Deps;
  /** Folder of the uploaded bytes. */
  readonly files: string;
  readonly queue: Pick<Queue, 'wake'>;
}
