import { installationDigest, makeSampleCases, sampleCity } from '@liangji/platform';
import { withDatabase, type CommandContext } from './context.ts';
import { filesOf } from './environment.ts';
import { padded } from './summary.ts';

/**
 * `liangji sample cases`: native cases over all desks of the sample city, in plausible states as of now, each act done by
 * whose turn it is; again adds none.
 */
export async function runSampleCases(context: CommandContext): Promise<void> {
  const { environment, print } = context;
  const files = filesOf(environment);
  await withDatabase(context, ['identity', 'city', 'county', 'unit'], async (database) => {
    const deps = { ...context.deps, phoneDigest: installationDigest(database) };
    const made = await makeSampleCases({ database, deps, files, issuer: environment.issuer });
    for (const { slug, name } of sampleCity()) {
      const cases = made.get(slug);
      if (cases !== undefined) print(`  ${padded(name, 14)}${padded(slug, 12)}${cases} 件案卷与上报 cases and reports`);
    }
    if (made.size === 0) print('  已有，未新增 there already, none added');
  });
}
