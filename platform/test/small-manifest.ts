import { parseManifest } from '../src/configure/manifest/check-manifest.ts';
import type { TenantManifest } from '../src/configure/manifest/manifest.ts';

/** A city `riverton`, or a county of it under any other slug, with a centre and what is given. */
export const smallManifest = (slug: string, given: object = {}): TenantManifest =>
  parseManifest({
    slug,
    city: 'riverton',
    kind: slug === 'riverton' ? 'city' : 'county',
    name: slug,
    nameEn: slug,
    code: null,
    rankGroup: slug === 'riverton' ? null : 'county',
    units: [{ code: 'centre', kind: 'centre', name: `${slug} centre`, from: '2026-01-01' }],
    ...given,
  });
