import { expect, test } from 'vitest';
import { regionsOf, type CityTenant } from './index.ts';

const tenant = (tenantId: number, slug: string, rankGroup: string | null): CityTenant => ({
  ...{ tenantId, slug, rankGroup, name: slug, nameEn: slug, kind: 'county' },
});

test('a region stands in the group its result was ranked in, one without a result in that of today', () => {
  const tenants = [tenant(1, 'suining', null), tenant(2, 'anju', 'zone'), tenant(3, 'daying', null), tenant(4, 'new', 'county')]; // prettier-ignore
  const results = [
    { tenantId: 2, rankGroup: 'county' },
    { tenantId: 3, rankGroup: 'zone' },
  ];
  expect(regionsOf(tenants, results, false).map(({ slug, rankGroup }) => [slug, rankGroup])).toEqual([
    ['anju', 'county'],
    ['daying', 'zone'],
    ['new', 'county'],
  ]);
});

test('a county that came to the city after a period was published is not in it, not even as one without data', () => {
  const tenants = [tenant(2, 'anju', 'zone'), tenant(4, 'new', 'county')];
  const slugs = (published: boolean) =>
    regionsOf(tenants, [{ tenantId: 2, rankGroup: 'zone' }], published).map(({ slug }) => slug);
  expect(slugs(true)).toEqual(['anju']);
  expect(slugs(false)).toEqual(['anju', 'new']);
});
