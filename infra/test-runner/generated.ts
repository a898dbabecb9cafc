import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../start/environment.ts';
import { failed, passed, skipped, type Result } from './result.ts';
import { run, tail } from './run.ts';

/**
 * Generates everything again and compares all files git would keep, before and after: whatever differs was stale.
 * A dirty tree is no obstacle, because the comparison is with itself.
 */
export async function generatedFilesAreFresh(env: NodeJS.ProcessEnv): Promise<Result> {
  const before = await fingerprints(env);
  if (before === undefined) return skipped('not a git checkout: nothing to compare generated files with');
  const { code, output } = await run('turbo', ['run', 'generate', '--concurrency=1', '--output-logs=errors-only'], env);
  if (code !== 0) return failed(`npm run generate failed:\n${tail(output)}`);
  const after = (await fingerprints(env)) ?? before;
  const stale = [...new Set([...before.keys(), ...after.keys()])].filter(
    (file) => before.get(file) !== after.get(file),
  );
  if (stale.length > 0) return failed(`stale until now, commit them after npm run generate: ${stale.join(', ')}`);
  return passed();
}

async function fingerprints(env: NodeJS.ProcessEnv): Promise<Map<string, string> | undefined> {
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], env);
  if (listed.code !== 0) return undefined;
  const files = listed.output.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
  return new Map(
    files.map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(join(root, file)))
        .digest('hex'),
    ]),
  );
}
