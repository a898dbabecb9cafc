import http from 'k6/http';

/** The machine client of one county in the sample city; its secret is the sample's. */
export type Machine = { id: string; secret: string };

export const daying: Machine = { id: 'daying-upload', secret: 'daying-upload-sample' };

/** An access token by client credentials, as a county's own system gets it. Valid for five minutes. */
export function tokenOf(origin: string, machine: Machine): string {
  const response = http.post(
    `${origin}/realms/liangji/protocol/openid-connect/token`,
    { grant_type: 'client_credentials', client_id: machine.id, client_secret: machine.secret },
    { tags: { route: 'token' } },
  );
  const token = response.json('access_token');
  if (typeof token !== 'string') throw new Error(`no token for ${machine.id}: ${response.status} ${response.body}`);
  return token;
}
