import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { gatewayClient, machineClient, webClient } from './clients.ts';
import type { Realm } from './types.ts';
import { person, postName, serviceAccount, userProfile, type SamplePerson } from './users.ts';

const SAMPLE = new URL('../../platform/data/sample/', import.meta.url);

/** What the realm needs of a manifest of the sample city. */
interface SampleTenant {
  readonly slug: string;
  readonly name: string;
  readonly units: readonly { readonly code: string; readonly name: string }[];
  readonly people: readonly (SamplePerson & { readonly posts: readonly SamplePost[] })[];
  readonly sources?: readonly {
    readonly code: string;
    readonly clients: readonly { readonly id: string; readonly subject: string; readonly body?: string }[];
  }[];
}

interface SamplePost {
  readonly unit: string;
  readonly post: string;
}

/** Has an account and no post anywhere: what becomes of somebody nobody employs. */
const STRANGER = {
  username: 'stranger',
  subject: '51090000-0000-4000-8000-000000000012',
  name: '陈默',
  slug: undefined,
  titles: [],
};

const readTenants = (): SampleTenant[] =>
  readdirSync(SAMPLE)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => parse(readFileSync(new URL(file, SAMPLE), 'utf8')) as SampleTenant);

const inOrder = <T extends { readonly subject: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => a.subject.localeCompare(b.subject));

/** The realm `liangji`, made from the people, posts and machine clients of the sample city. */
export function composeRealm(): Realm {
  const tenants = readTenants();
  const people = inOrder(
    tenants.flatMap((tenant) =>
      tenant.people.map((each) => ({ ...each, tenant, titles: each.posts.map((post) => described(tenant, post)) })),
    ),
  );
  const machines = inOrder(
    tenants.flatMap(({ slug, units, sources = [] }) =>
      sources.flatMap(({ code, clients }) =>
        clients.map(({ body, ...client }) => {
          const ofBody = units.find((unit) => unit.code === body)?.name;
          return { ...client, slug, title: ofBody === undefined ? `上报 ${code}` : `单位系统 ${ofBody}` };
        }),
      ),
    ),
  );
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
    organizations: [...new Set(people.map(({ tenant }) => tenant))].map(({ name, slug, people: members }) => ({
      name,
      alias: slug,
      enabled: true,
      domains: [{ name: `${slug}.liangji.example`, verified: false }],
      members: members.map(({ username }) => ({ username, membershipType: 'UNMANAGED' })),
    })),
    components: userProfile(),
    clients: [gatewayClient(), webClient(), ...machines.map(({ id, slug, title }) => machineClient(id, slug, title))],
    users: [
      ...inOrder([...people.map((each) => ({ ...each, slug: each.tenant.slug })), STRANGER]).map((each) =>
        person(each, each.slug, each.titles),
      ),
      ...machines.map(({ id, subject }) => serviceAccount(subject, id)),
    ],
  };
}

/** A post as the sign-in page shows it: who works in the centre is known by the tenant, everybody else by the unit. */
function described(tenant: SampleTenant, { unit: code, post }: SamplePost): string {
  const unit = code === 'centre' ? tenant : tenant.units.find((each) => each.code === code);
  if (!unit) throw new Error(`${tenant.slug} has a post in ${code}, which is none of its units`);
  return `${unit.name} · ${postName(post)}`;
}
