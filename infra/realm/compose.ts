import { readFileSync } from 'node:fs';
import { gatewayClient, machineClient, webClient } from './clients.ts';
import { readFixture } from './csv.ts';
import type { Realm } from './types.ts';
import { person, serviceAccount, userProfile } from './users.ts';

const SAMPLE = new URL('../../platform/data/sample/', import.meta.url);

/** Names of the sample's tenants by slug, for the organisations of the realm and for the sign-in page. */
function readTenantNames(): ReadonlyMap<string, string> {
  const tenants = JSON.parse(readFileSync(new URL('tenants.json', SAMPLE), 'utf8')) as { slug: string; name: string }[];
  return new Map(tenants.map(({ slug, name }) => [slug, name]));
}

/** The realm `liangji`, made from the sample city's people, posts and machine clients. */
export function composeRealm(): Realm {
  const people = readFixture(new URL('people.csv', SAMPLE));
  const posts = readFixture(new URL('posts.csv', SAMPLE));
  const machines = readFixture(new URL('machine-clients.csv', SAMPLE));
  const names = readTenantNames();
  const tenantName = (slug: string): string => {
    const name = names.get(slug);
    if (!name) throw new Error(`people.csv names the tenant ${slug}, which tenants.json does not know`);
    return name;
  };
  const slugs = [...new Set(people.map((row) => row['tenant']!).filter((slug) => slug !== ''))];
  return {
    realm: 'liangji',
    displayName: '两级 Liangji',
    enabled: true,
    sslRequired: 'external',
    registrationAllowed: false,
    resetPasswordAllowed: false,
    loginWithEmailAllowed: false,
    internationalizationEnabled: true,
    supportedLocales: ['zh-CN', 'en'],
    defaultLocale: 'zh-CN',
    defaultSignatureAlgorithm: 'RS256',
    accessTokenLifespan: 300,
    ssoSessionIdleTimeout: 3600,
    ssoSessionMaxLifespan: 36000,
    revokeRefreshToken: true,
    refreshTokenMaxReuse: 0,
    bruteForceProtected: true,
    failureFactor: 5,
    waitIncrementSeconds: 60,
    organizationsEnabled: true,
    organizations: slugs.map((slug) => ({
      name: tenantName(slug),
      alias: slug,
      enabled: true,
      domains: [{ name: `${slug}.liangji.example`, verified: false }],
      members: people
        .filter((row) => row['tenant'] === slug)
        .map((row) => ({ username: row['username'], membershipType: 'UNMANAGED' })),
    })),
    components: userProfile(),
    clients: [
      gatewayClient(),
      webClient(),
      ...machines.map((row) => machineClient(row['client_id']!, row['tenant']!, row['source_system']!)),
    ],
    users: [
      ...people.map((row) => {
        const post = posts.find((held) => held['username'] === row['username']);
        return person(row, row['tenant'] ? tenantName(row['tenant']) : '', post?.['post'] ?? '');
      }),
      ...machines.map((row) => serviceAccount(row['subject']!, row['client_id']!)),
    ],
  };
}
