import { applySample, applySampleDuties, applySampleScheme } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { padded } from './summary.ts';

/**
 * `liangji sample apply`: the sample city with its people, clients, places, mappings and duties, its schemes and the open period;
 * harmless when repeated.
 */
export async function runSampleApply(context: CommandContext): Promise<void> {
  const { environment, deps, print } = context;
  await withDatabase(context, ['operator', 'identity', 'city'], async (database) => {
    for await (const { slug, name, changes } of applySample(database, deps, environment.issuer)) {
      const what = changes.length === 0 ? '无变化 unchanged' : `${changes.length} 处变更 changes`;
      print(`  ${padded(name, 14)}${padded(slug, 12)}${what}`);
    }
    await applySampleDuties(database, deps);
    const { label, schemeId, schemeVersion, state } = await applySampleScheme(database, deps);
    print(`  评价周期 period ${label}: ${schemeId} v${schemeVersion}, ${state}`);
  });
}
