import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { parseManifest } from '../manifest.ts';
import type { TenantManifest } from '../manifest.ts';
import { gridOfCore } from './grid-of-core.ts';

type Line = Readonly<Record<string, string>>;

interface SampleTenant {
  readonly slug: string;
  readonly kind: 'city' | 'county' | 'zone';
  readonly name: string;
  readonly code: string | null;
  readonly outline?: number[][][];
  readonly core?: { readonly west: number; readonly south: number; readonly codePrefix: string };
  readonly source?: {
    readonly code: string;
    readonly name: string;
    readonly catalogue: string;
    /** File of `mappings/` without its ending. */
    readonly mapping: string;
  };
}

const FOLDER = new URL('../../../data/sample/', import.meta.url);
const lines = (file: string): Line[] => parse(readFileSync(new URL(file, FOLDER)), { columns: true });
const json = (file: string): unknown => JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8'));

/** The cast of the sample city as manifests, the city first. Reads `platform/data/sample/`. */
export function sampleCity(): TenantManifest[] {
  const people = lines('people.csv');
  const posts = lines('posts.csv');
  const clients = lines('machine-clients.csv');
  return (json('tenants.json') as SampleTenant[]).map(({ outline, core, source, ...tenant }) =>
    parseManifest({
      ...tenant,
      city: 'suining',
      people: people
        .filter((person) => person.tenant === tenant.slug)
        .map((person) => ({
          subject: person.subject,
          name: `${person.family_name}${person.given_name}`,
          posts: posts
            .filter((post) => post.username === person.username)
            .map(({ unit, post, from, to }) => ({ unit, post, from, ...(to !== '' && { to }) })),
        })),
      sources: source
        ? [
            {
              ...source,
              mapping: json(`mappings/${source.mapping}.json`),
              machineClients: clients
                .filter((client) => client.tenant === tenant.slug && client.source_system === source.code)
                .map((client) => client.client_id),
            },
          ]
        : [],
      areas: outline
        ? [
            {
              level: 'county',
              code: tenant.code,
              name: tenant.name,
              outline: { type: 'Polygon', coordinates: outline },
              schematic: true,
            },
          ]
        : [],
      cells: core ? gridOfCore(core) : [],
    }),
  );
}
