import { readFileSync } from 'node:fs';

/** The part of a Keycloak realm export that is needed to know who can sign in. */
type Realm = {
  users: {
    username: string;
    firstName?: string;
    lastName?: string;
    attributes?: Record<string, string[]>;
    credentials?: { type: string; value?: string }[];
    serviceAccountClientId?: string;
  }[];
  organizations: { name: string; alias: string }[];
  clients: { clientId: string; name?: string; serviceAccountsEnabled?: boolean; secret?: string }[];
};

/**
 * One line per tenant and post of the realm file, with the people who hold it; above them the password all of them have.
 * Whoever has no post comes last.
 */
export function whoCanSignIn(realmFile: string): string[] {
  const realm = JSON.parse(readFileSync(realmFile, 'utf8')) as Realm;
  const people = realm.users.filter((user) => user.serviceAccountClientId === undefined);
  const held = people.flatMap((user) =>
    (user.attributes?.['description']?.[0] ?? '').split('；').map((title) => ({
      tenant: realm.organizations.find(({ alias }) => alias === user.attributes?.['tenant']?.[0])?.name ?? '—',
      post: title.split(' · ').at(-1) ?? '',
      who: `${user.lastName ?? ''}${user.firstName ?? ''} ${user.username}`,
    })),
  );
  const order = realm.organizations.map(({ name }) => name).concat('—');
  const lines = [...Map.groupBy(held, ({ tenant, post }) => `${tenant}\n${post}`).values()]
    .map((holders) => [holders[0]!.tenant, holders[0]!.post, holders.map(({ who }) => who).join('、')])
    .sort(([one = ''], [other = '']) => order.indexOf(one) - order.indexOf(other));
  const passwords = new Set(people.flatMap(({ credentials = [] }) => credentials.map(({ value }) => value ?? '')));
  return [
    `密码 password: ${[...passwords].join(', ')}`,
    ...alignColumns([['租户 tenant', '岗位 post', '姓名与用户名 name and user name'], ...lines]),
  ];
}

/**
 * How a county's own system signs in, shown with one machine client of the realm file; the others follow its pattern. Systems of
 * single bodies are listed with theirs.
 */
export function howMachinesSignIn(realmFile: string): string[] {
  const realm = JSON.parse(readFileSync(realmFile, 'utf8')) as Realm;
  const clients = realm.clients.filter((client) => client.serviceAccountsEnabled === true);
  const one = clients.find(({ clientId }) => clientId.startsWith('shehong')) ?? clients[0];
  if (one === undefined) return [];
  const ofBodies = clients.flatMap(({ clientId, name = '', secret = '' }) =>
    name.startsWith(OF_BODY) ? [[`  ${clientId}`, secret, name.slice(OF_BODY.length)]] : [],
  );
  return [
    '单位自有系统 systems of bodies, to try gateway/docs/for-other-systems.md with (CLIENT, SECRET):',
    ...alignColumns(ofBodies),
    `接口账号 machine clients: ${clients.map(({ clientId }) => clientId).join(', ')}`,
    `LIANGJI_CLIENT_SECRET=${one.secret ?? ''} npx liangji upload --as ${one.clientId} --file …`,
  ];
}

/** Begins the name of a client that acts for another body than the desk. */
const OF_BODY = '单位系统 ';

/** Pads cells to columns; a Chinese character is two columns wide in a terminal. */
export function alignColumns(rows: string[][]): string[] {
  const widths = rows.reduce<number[]>((all, row) => row.map((cell, i) => Math.max(all[i] ?? 0, width(cell))), []);
  return rows.map((row) =>
    row
      .map((cell, i) => cell + ' '.repeat((widths[i] ?? 0) - width(cell)))
      .join('  ')
      .trimEnd(),
  );
}

function width(text: string): number {
  return [...text].reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(character)
        ? 2
        : 1),
    0,
  );
}
