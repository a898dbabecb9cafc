import type { CodeOf, Params } from '../../kernel/message.ts';
import type { Cell, Outline, WrittenManifest } from './manifest-schema.ts';

type Written<K extends 'sources' | 'areas'> = WrittenManifest[K][number];

/** A manifest whose files have been read and whose parts fit together. */
export interface TenantManifest extends Omit<WrittenManifest, '$schema' | 'sources' | 'areas' | 'cells'> {
  readonly sources: readonly (Omit<Written<'sources'>, 'mapping'> & { readonly mapping?: Record<string, unknown> })[];
  readonly areas: readonly (Omit<Written<'areas'>, 'outline'> & { readonly outline: Outline })[];
  readonly cells: readonly Cell[];
}

export type ManifestUnit = TenantManifest['units'][number];

/** What is wrong with a manifest, and where: keys and indexes from its top. */
export interface ManifestFault {
  readonly code: Extract<CodeOf<'problem'>, `CONF-${string}`>;
  readonly params: Params;
  readonly path: readonly (string | number)[];
}

export type CheckedManifest =
  | { readonly manifest: TenantManifest; readonly faults?: never }
  | { readonly manifest?: never; readonly faults: readonly ManifestFault[] };

/** Reads a file that a manifest names, by its path there; throws when it cannot. */
export type ReadReference = (path: string) => string;

/** `units[2].kind`, as people write it. */
export function pathText(path: readonly (string | number)[]): string {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');
  return text.replace(/^\./, '') || '-';
}
