import { fileURLToPath } from 'node:url';
import type { TenantManifest } from '../manifest/manifest.ts';
import { readManifest } from '../manifest/read-manifest.ts';

const FOLDER = new URL('../../../data/sample/', import.meta.url);

/** In the order they are applied, the city first; numbers are handed out in it. */
const TENANTS = [
  ...['suining', 'chuanshan', 'wuliugang', 'kaifaqu', 'hedong', 'chuangxin', 'shehong', 'anju', 'pengxi', 'daying'],
];

/** A manifest of the sample: its tenants have one source each, and its mapping with it. */
export type SampleManifest = TenantManifest & {
  readonly sources: readonly (TenantManifest['sources'][number] & { readonly mapping: Record<string, unknown> })[];
};

/** The cast of the sample city as manifests. Reads `platform/data/sample/`. */
export function sampleCity(): SampleManifest[] {
  return TENANTS.map((slug) => {
    const { manifest, faults } = readManifest(fileURLToPath(new URL(`${slug}.yaml`, FOLDER)));
    if (faults !== undefined) throw new Error(`${slug}.yaml: ${JSON.stringify(faults)}`);
    return manifest as SampleManifest;
  });
}
