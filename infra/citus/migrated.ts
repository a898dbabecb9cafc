import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseRoles } from '../start/home.ts';
import { run } from '../test-runner/run.ts';

/**
 * Makes a database of that name on a server and brings it to the committed schema, by the product's own commands run as
 * programs: infra imports nothing of ours. Returns the superuser's address of it. Throws what a command that fails says.
 */
export async function migratedDatabase(superuserUrl: string, name: string, env: NodeJS.ProcessEnv): Promise<string> {
  const password = randomBytes(12).toString('hex');
  const urls = Object.entries(databaseRoles).map(([variable, role]) => {
    const url = new URL(`/${name}`, superuserUrl);
    [url.username, url.password] = [role, password];
    return [`LIANGJI_DATABASE_URL_${variable}`, url.href];
  });
  const nowhere = join(tmpdir(), `liangji-${name}`); // not the copy that may run in this clone
  const variables = { ...env, ...(Object.fromEntries(urls) as NodeJS.ProcessEnv), LIANGJI_HOME: nowhere };
  for (const command of ['bootstrap', 'migrate']) {
    const more = { LIANGJI_DATABASE_URL_SUPERUSER: superuserUrl };
    const { code, output } = await run(
      process.execPath,
      ['gateway/bin/liangji.mjs', command],
      command === 'bootstrap' ? { ...variables, ...more } : variables,
    );
    if (code !== 0) throw new Error(`liangji ${command} failed: ${output.trim()}`);
  }
  return new URL(`/${name}`, superuserUrl).href;
}
