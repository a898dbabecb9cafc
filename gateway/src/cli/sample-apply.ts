import { applySample } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { padded } from './summary.ts';

/** `liangji sample apply`: the sample city with its people, clients, places and mappings; harmless when repeated. */
export async function runSampleApply(context: CommandContext): Promise<void> {
  const { environment, deps, print } = context;
  await withDatabase(context, ['direct'], async (database) => {
    for await (const { slug, name, tenant } of applySample(database, deps, environment.issuer)) {
      const what = tenant.written === 0 ? '无变化 unchanged' : `${tenant.written} 行 rows`;
      print(`  ${padded(name, 14)}${padded(slug, 12)}${what}`);
    }
  });
}
