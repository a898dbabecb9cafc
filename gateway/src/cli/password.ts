import { renewPassword } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { appliedBy } from './operator-of.ts';
import { secretLines } from './secret-lines.ts';

/** `liangji password renew`: for whoever lost a password, or let the one-time password expire. */
export async function runPasswordRenew(context: CommandContext, username: string): Promise<void> {
  await withDatabase(context, ['operator'], async (database) => {
    const { actor } = await appliedBy(context, database);
    const issued = await renewPassword(database, context.deps, actor, username);
    for (const line of secretLines([issued])) context.print(line);
  });
}
