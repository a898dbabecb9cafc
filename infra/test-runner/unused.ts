import { failed, passed, type Result } from './result.ts';
import { run, tail } from './run.ts';

/** Files and packages that nothing uses, or that are used without being named in package.json (what: knip.json; exports too: `npm run unused`). */
export async function nothingUnused(env: NodeJS.ProcessEnv): Promise<Result> {
  const { code, output } = await run('knip', ['--no-config-hints'], env);
  return code === 0 ? passed() : failed(`knip:\n${tail(output)}`);
}
