import { createOperator } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { secretLines } from './secret-lines.ts';

/** `liangji operator create`: who keeps the installation. The first is made by nobody, later ones by an operator. */
export async function runOperatorCreate(context: CommandContext, name: string): Promise<void> {
  const { environment, deps, print } = context;
  const { operator: by, embeddedIdentity: accounts } = environment;
  await withDatabase(context, ['operator'], async (database) => {
    const { isNew, secrets } = await createOperator(database, deps, { name, by, accounts });
    print(`运维人员 operator ${name}: ${isNew ? '已登记 made' : '无变化 unchanged'}`);
    for (const line of secretLines(secrets)) print(line);
  });
}
