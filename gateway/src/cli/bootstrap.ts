import { bootstrap } from '@liangji/platform';
import { EnvironmentFault } from '../environment/read-environment.ts';
import type { CommandContext } from './context.ts';

/** `liangji bootstrap`: roles, their passwords and the database, as superuser; harmless when repeated. */
export async function runBootstrap({ environment, print }: CommandContext): Promise<void> {
  if (environment.superuserUrl === undefined) {
    throw new EnvironmentFault(['LIANGJI_DATABASE_URL_SUPERUSER is missing: the address of a superuser.']);
  }
  const roles = Object.keys(environment.databaseUrls);
  if (roles.length === 0) throw new EnvironmentFault(['No LIANGJI_DATABASE_URL_<ROLE> is set: nothing to make.']);
  await bootstrap(environment.superuserUrl, environment.databaseUrls);
  print(`角色与数据库已就绪 roles and database ready: ${roles.join(', ')}`);
}
