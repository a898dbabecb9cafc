import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import type { Database, Role } from '@liangji/platform';
import type { Dependency } from './health.ts';

/** The database answers this role. */
export function databaseAnswers(database: Database, role: Role): Dependency {
  return { name: 'database', check: async () => void (await database.pool(role).query('select')) };
}

/** The folder of uploaded bytes is there, or can be made, and may be written. */
export function filesWritable(folder: string): Dependency {
  return {
    name: 'files',
    async check() {
      await mkdir(folder, { recursive: true });
      await access(folder, constants.W_OK | constants.X_OK);
    },
  };
}
