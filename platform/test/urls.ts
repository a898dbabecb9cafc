import { ROLES, type Role, type RoleUrls } from '../src/database/roles.ts';

const PASSWORD = 'test';

/** URLs of all roles for a database of the test cluster. */
export function urlsOf(superuserUrl: string, name: string): Required<RoleUrls> {
  const one = ([role, login]: [string, string]): [Role, string] => {
    const url = new URL(superuserUrl);
    url.username = login;
    url.password = PASSWORD;
    url.pathname = `/${name}`;
    return [role as Role, url.href];
  };
  return Object.fromEntries(Object.entries(ROLES).map(one)) as Required<RoleUrls>;
}
