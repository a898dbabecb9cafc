const usage = `npm run citus -- --check
npm run citus -- --distribute URL

  --check            prove that schema, migrations and statements are ready for Citus, without a cluster
  --distribute URL   distribute a running database: URL of a superuser on the coordinator, see infra/citus/README.md`;

export type CitusTask = { task: 'check'; inherited: NodeJS.ProcessEnv } | { task: 'distribute'; url: string };

/** The one place of this room that reads process.env and the command line. @throws the usage for anything else */
export function readCitusEnvironment(args: string[], env: NodeJS.ProcessEnv): CitusTask {
  const [first, second, ...more] = args;
  if (first === '--check' && second === undefined) return { task: 'check', inherited: env };
  if (first === '--distribute' && second !== undefined && more.length === 0) return { task: 'distribute', url: second };
  throw new Error(usage);
}
