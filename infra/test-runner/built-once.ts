import { failed, passed, sum, type Result } from './result.ts';
import { run, tail } from './run.ts';
import { dryBuild, turboTask } from './turbo.ts';

/** What the compiler of messages writes beside the sources; git ignores it. */
const written = ['tenant-app/project.inlang', 'tenant-app/src/lib/paraglide'];

/**
 * Builds as in a fresh clone and then asks turbo what a second build would do: nothing, or every second `npm start` would
 * build again because something the first one wrote counts as its input.
 */
export async function builtOnce(env: NodeJS.ProcessEnv): Promise<Result> {
  const cleaned = await run('git', ['clean', '-fdXq', ...written], env);
  const before = await dryBuild(env);
  const built = await turboTask('build', env);
  if (built.failed > 0) return built;
  const again = (await dryBuild(env)).filter(({ cache }) => cache.status !== 'HIT');
  if (again.length > 0) {
    const names = again.map(({ taskId, inputs }) => {
      const first = before.find((task) => task.taskId === taskId)?.inputs ?? {};
      return `${taskId}: ${Object.keys(inputs)
        .filter((file) => inputs[file] !== first[file])
        .join(', ')}`;
    });
    return sum([built, failed(`a second build would build again, its inputs having changed: ${names.join('; ')}`)]);
  }
  const fresh =
    cleaned.code === 0 ? passed() : passed(`not built as in a fresh clone: ${tail(cleaned.output, 1).trim()}`);
  return sum([built, fresh]);
}
