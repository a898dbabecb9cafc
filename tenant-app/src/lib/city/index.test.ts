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
  expect(regionsOf(tenants, results).map(({ slug, rankGroup }) => [slug, rankGroup])).toEqual([
    ['anju', 'county'],
    ['daying', 'zone'],
    ['new', 'county'],
  ]);
});
