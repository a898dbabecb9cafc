import { readFileSync } from 'node:fs';
import { gatewayClient, machineClient, webClient } from './clients.ts';
import { readFixture } from './csv.ts';
import type { Realm } from './types.ts';
import { person, postName, serviceAccount, userProfile } from './users.ts';

const SAMPLE = new URL('../../platform/data/sample/', import.meta.url);

interface SampleTenant {
  readonly slug: string;
  readonly name: string;
  readonly units: readonly { readonly key: string; readonly name: string }[];
}

/** The sample's tenants by slug: names for the organisations of the realm and, with their units, for the sign-in page. */
function readTenants(): ReadonlyMap<string, SampleTenant> {
  const tenants = JSON.parse(readFileSync(new URL('tenants.json', SAMPLE), 'utf8')) as SampleTenant[];
  return new Map(tenants.map((tenant) => [tenant.slug, tenant]));
}

/** The realm `liangji`, made from the sample city's people, posts and machine clients. */
export function composeRealm(): Realm {
  const people = readFixture(new URL('people.csv', SAMPLE));
  const posts = readFixture(new URL('posts.csv', SAMPLE));
  const machines = readFixture(new URL('machine-clients.csv', SAMPLE));
  const tenants = readTenants();
  const tenantNamed = (slug: string): SampleTenant => {
    const tenant = tenants.get(slug);
    if (!tenant) throw new Error(`people.csv names the tenant ${slug}, which tenants.json does not know`);
    return tenant;
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
      name: tenantNamed(slug).name,
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
        const held = posts.filter((post) => post['username'] === row['username']);
        return person(row, row['tenant'] ? held.map((post) => described(tenantNamed(row['tenant']!), post)) : []);
      }),
      ...machines.map((row) => serviceAccount(row['subject']!, row['client_id']!)),
    ],
  };
}

/** A post as the sign-in page shows it: who works in the centre is known by the tenant, everybody else by the unit. */
function described(tenant: SampleTenant, post: Readonly<Record<string, string>>): string {
  const unit = post['unit'] === 'centre' ? tenant : tenant.units.find(({ key }) => key === post['unit']);
  if (!unit) throw new Error(`posts.csv names the unit ${post['unit']}, which ${tenant.slug} does not have`);
  return `${unit.name} · ${postName(post['post']!)}`;
}
