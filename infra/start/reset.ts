import { existsSync, readdirSync, rmdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { removeCluster } from '../postgres/index.ts';
import { readHomeEnvironment } from './environment.ts';
import { takeHome } from './home.ts';
import { StartProblem } from './problem.ts';
import { startProgress } from './progress.ts';
import { stopLeftOvers } from './steps.ts';

/** Everything a copy writes. LIANGJI_HOME may be a folder with more in it: only these are deleted. */
const ours = [
  ...[
    'postgres',
    'files',
    'identity',
    'logs',
    'ports.json',
    'secrets.json',
    'environment.json',
    'owner.json',
    'processes.json',
  ],
  ...['sample-uploaded', 'running'],
];

/** `npm run reset`: forgets all data of this copy. Packages and builds stay. */
async function reset(home: string): Promise<string> {
  if (!existsSync(home)) return `nothing to forget: ${home} does not exist`;
  takeHome(home, 'npm run reset');
  await stopLeftOvers(home, startProgress());
  removeCluster(join(home, 'postgres'));
  for (const name of ours) rmSync(join(home, name), { recursive: true, force: true });
  if (readdirSync(home).join() === 'keycloak')
    return `forgotten; the Keycloak that was fetched stays in ${home}/keycloak`;
  const others = readdirSync(home);
  if (others.length > 0) return `forgotten; not ours and therefore kept in ${home}: ${others.join(', ')}`;
  rmdirSync(home);
  return `forgotten: ${home}`;
}

try {
  console.log(await reset(readHomeEnvironment(process.env)));
} catch (error) {
  console.error(error instanceof StartProblem ? error.message : ((error as Error).stack ?? String(error)));
  process.exitCode = 1;
}
