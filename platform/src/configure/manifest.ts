import { z } from 'zod';
import { Problem } from '../kernel/problems.ts';

/**
 * Everything an operator states about a tenant, in one document. Natural keys (slug, names, codes) identify what exists;
 * numbers are handed out by the database. Applying a manifest adds and corrects, it never removes.
 */

const text = z.string().min(1);
const slug = z.string().regex(/^[a-z][a-z0-9-]{1,31}$/, 'lower-case letters, digits and hyphens');
const day = z.iso.date();

const ring = z.array(z.array(z.number()).min(2)).min(4, 'a ring has at least four points, the last equal to the first');
const outline = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('Polygon'), coordinates: z.array(ring).min(1) }),
  z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring).min(1)).min(1) }),
]);

const UNIT_KINDS = [
  'centre',
  'sub_centre',
  'department',
  'street',
  'community',
  'squad',
  'utility',
  'company',
  'collection_company',
] as const;
const POSTS = [
  'collector',
  'acceptor',
  'shift_leader',
  'dispatcher',
  'department',
  'worker',
  'inspector',
  'leader',
  'assessor',
  'data_officer',
] as const;

export const manifestSchema = z.strictObject({
  slug,
  /** Slug of the city; the city's own manifest names itself. */
  city: slug,
  kind: z.enum(['city', 'county', 'zone']),
  mode: z.enum(['city_command', 'county_command']),
  name: text,
  nameEn: text,
  /** National six-digit code; functional zones have none. */
  code: z
    .string()
    .regex(/^\d{6}$/)
    .nullable(),
  /** Begins the case numbers; the code where it is left out. Cannot be changed later. */
  numberPrefix: z
    .string()
    .regex(/^[0-9A-Z]{2,8}$/, 'two to eight digits and capital letters')
    .nullable()
    .default(null),
  codeHistory: z.array(z.strictObject({ code: text, name: text, until: text })).default([]),
  rankGroup: z.enum(['county', 'zone']).nullable(),
  timeZone: text.default('Asia/Shanghai'),
  calendar: text.default('cn'),
  /** `key` is the code of the unit, by which it is recognised; its name may change. */
  units: z.array(
    z.strictObject({ key: text, kind: z.enum(UNIT_KINDS), name: text, parent: text.optional(), from: day }),
  ),
  /** `subject` is the `sub` of the identity provider. */
  people: z
    .array(
      z.strictObject({
        subject: text,
        name: text,
        posts: z.array(z.strictObject({ unit: text, post: z.enum(POSTS), from: day, to: day.optional() })),
      }),
    )
    .default([]),
  sources: z
    .array(
      z.strictObject({
        code: text,
        name: text,
        catalogue: z.enum(['cjt214', 'gbt30428', 'gbt47678']),
        /** Mapping document (checked by intake). */
        mapping: z.record(z.string(), z.unknown()),
        machineClients: z.array(text).default([]),
      }),
    )
    .default([]),
  areas: z
    .array(
      z.strictObject({
        level: z.enum(['county', 'street', 'community']),
        code: text.nullable(),
        name: text,
        /** GeoJSON geometry, WGS-84 degrees. */
        outline,
        /** True: drawn by us, 示意图. */
        schematic: z.boolean(),
      }),
    )
    .default([]),
  cells: z
    .array(z.strictObject({ code: text, areaClass: z.union([z.literal(1), z.literal(2)]), outline, from: day }))
    .default([]),
});

export type TenantManifest = z.infer<typeof manifestSchema>;
/** A manifest as written (defaults left out). */
export type TenantManifestInput = z.input<typeof manifestSchema>;

/** Checks a manifest; throws SYS-INPUT naming every fault and where it is. */
export function parseManifest(document: unknown): TenantManifest {
  const result = manifestSchema.safeParse(document);
  if (!result.success) throw refused(result.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`));
  const manifest = result.data;
  const units = new Set(manifest.units.map((unit) => unit.key));
  const unknown = [
    ...manifest.units.flatMap((unit) => (unit.parent === undefined ? [] : [unit.parent])),
    ...manifest.people.flatMap((person) => person.posts.map((post) => post.unit)),
  ].filter((key) => !units.has(key));
  if (unknown.length > 0) throw refused(unknown.map((key) => `no unit "${key}"`));
  if (deskOf(manifest.units) === undefined) throw refused(['no desk: a centre or sub_centre without a parent']);
  if ((manifest.kind === 'city') !== (manifest.city === manifest.slug)) {
    throw refused(['a city, and only a city, is its own city']);
  }
  return manifest;
}

/** The unit that holds the tenant's cases when nobody else does, and that its jobs and machine clients act for. */
export function deskOf(units: TenantManifest['units']): TenantManifest['units'][number] | undefined {
  return units.find(({ kind, parent }) => (kind === 'centre' || kind === 'sub_centre') && parent === undefined);
}

function refused(faults: string[]): Problem {
  return new Problem('SYS-INPUT', { reason: faults.join('; ') });
}
