import { existsSync } from 'node:fs';

export type TestEnvironment = {
  /** Only what is proved within a minute: checks, unit tests and quick database tests. */
  fast: boolean;
  /** The browser of the walks; undefined when this machine has none. */
  chromium: string | undefined;
  inherited: NodeJS.ProcessEnv;
};

const usage = `npm test [-- --fast]

  --fast          checks, unit tests and quick database tests only
  CHROMIUM_PATH   the browser of the walks (default /usr/bin/chromium)`;

/** The one place of this room that reads process.env and the command line. @throws the usage for anything unknown */
export function readTestEnvironment(args: string[], env: NodeJS.ProcessEnv): TestEnvironment {
  if (args.some((arg) => arg !== '--fast')) throw new Error(usage);
  const candidates = [env['CHROMIUM_PATH'], '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
  return {
    fast: args.includes('--fast'),
    chromium: candidates.find((path) => path !== undefined && path !== '' && existsSync(path)),
    inherited: env,
  };
}
