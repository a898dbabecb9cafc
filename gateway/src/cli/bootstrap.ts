import { bootstrap, message } from '@liangji/platform';
import { EnvironmentFault } from '../environment/environment-fault.ts';
import type { CommandContext } from './context.ts';

/** `liangji bootstrap`: roles, their passwords and the database, as superuser; harmless when repeated. */
export async function runBootstrap({ environment, print }: CommandContext): Promise<void> {
  if (environment.superuserUrl === undefined) {
    const what = message('start.superuser');
    throw new EnvironmentFault([message('START-MISSING', { name: 'LIANGJI_DATABASE_URL_SUPERUSER', what })]);
  }
  const roles = Object.keys(environment.databaseUrls);
  if (roles.length === 0) throw new EnvironmentFault([message('START-ROLES')]);
  await bootstrap(environment.superuserUrl, environment.databaseUrls);
  print(`角色与数据库已就绪 roles and database ready: ${roles.join(', ')}`);
}
