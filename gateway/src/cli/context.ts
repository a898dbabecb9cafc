import { openDatabase, type Database, type Deps, type Role } from '@liangji/platform';
import { urlsOfRoles, type CommandEnvironment } from './environment.ts';

/** What every command is given; a test gives its own. */
export interface CommandContext {
  readonly environment: CommandEnvironment;
  readonly deps: Deps;
  /** Results, line by line. */
  readonly print: (line: string) => void;
  /** Asks whoever sits at the terminal; undefined when nobody does. */
  readonly confirm?: (question: string) => Promise<boolean>;
  /** Where a progress bar may be drawn; undefined when nobody watches. */
  readonly progress: NodeJS.WriteStream | undefined;
  /** Exit code of a command that ended, but not well. */
  readonly setExitCode: (code: number) => void;
}

/** Opens the pools of these roles for one command and closes them, however it ends. */
export async function withDatabase<T>(
  context: CommandContext,
  roles: readonly Role[],
  run: (database: Database) => Promise<T>,
): Promise<T> {
  const database = openDatabase(urlsOfRoles(context.environment, roles), { poolSize: 2 });
  try {
    return await run(database);
  } finally {
    await database.close();
  }
}
