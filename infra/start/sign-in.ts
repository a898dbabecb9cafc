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
  clients: { clientId: string; serviceAccountsEnabled?: boolean; secret?: string }[];
};

/** One line per person of the realm file: name, post, user name and password of the sample. */
export function whoCanSignIn(realmFile: string): string[] {
  const realm = JSON.parse(readFileSync(realmFile, 'utf8')) as Realm;
  const rows = realm.users
    .filter((user) => user.serviceAccountClientId === undefined)
    .map((user) => [
      `${user.lastName ?? ''}${user.firstName ?? ''}`,
      user.attributes?.['description']?.[0] ?? '',
      user.username,
      user.credentials?.find((credential) => credential.type === 'password')?.value ?? '',
    ]);
  return alignColumns([['姓名 name', '职责 post', '用户名 user', '密码 password'], ...rows]);
}

/** How a county's own system signs in, shown with one machine client of the realm file; the others follow its pattern. */
export function howMachinesSignIn(realmFile: string): string[] {
  const realm = JSON.parse(readFileSync(realmFile, 'utf8')) as Realm;
  const clients = realm.clients.filter((client) => client.serviceAccountsEnabled === true);
  const one = clients.find(({ clientId }) => clientId.startsWith('shehong')) ?? clients[0];
  if (one === undefined) return [];
  return [
    `接口账号 machine clients: ${clients.map(({ clientId }) => clientId).join(', ')}`,
    `LIANGJI_CLIENT_SECRET=${one.secret ?? ''} npx liangji upload --as ${one.clientId} --file …`,
  ];
}

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
