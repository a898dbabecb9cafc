/** A sentence for people, in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** Parts of a tenant's configuration, in the order they are applied. */
export type Part =
  | 'tenant'
  | 'mode'
  | 'unit'
  | 'person'
  | 'post'
  | 'login'
  | 'area'
  | 'cell'
  | 'source'
  | 'mapping'
  | 'client'
  | 'limit';

/** One thing that applying a manifest does. */
export interface Change {
  readonly act: 'add' | 'change' | 'end';
  readonly part: Part;
  /** Natural key inside the tenant: code, user name. */
  readonly key: string;
  /** What the key is called today. */
  readonly name?: string;
  /** Old and new value by field, of a change. */
  readonly fields?: Readonly<Record<string, readonly [before: unknown, after: unknown]>>;
  /** What follows from it for people and cases. */
  readonly consequences?: readonly Bilingual[];
}

/** Adds what follows from a change that was noted, if it was. */
export function alsoFollows(
  changes: Change[],
  { act, part, key }: Pick<Change, 'act' | 'part' | 'key'>,
  consequence: Bilingual,
): void {
  const at = changes.findIndex((change) => change.act === act && change.part === part && change.key === key);
  const change = changes[at];
  if (change === undefined) return;
  changes[at] = { ...change, consequences: [...(change.consequences ?? []), consequence] };
}

/** A password or secret that exists in clear only here and on the terminal. */
export interface IssuedSecret {
  readonly kind: 'person' | 'client' | 'operator';
  readonly username: string;
  readonly name: string;
  readonly secret: string;
  /** Of a one-time password; null for the secret of a machine client. */
  readonly expiresAt: Date | null;
}

/** Fields that differ between what is stored and what is wanted; undefined when none does. Values are compared as JSON. */
export function differences(
  stored: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): Record<string, readonly [unknown, unknown]> | undefined {
  const fields = Object.keys(wanted)
    .filter((key) => JSON.stringify(stored[key] ?? null) !== JSON.stringify(wanted[key] ?? null))
    .map((key) => [key, [stored[key] ?? null, wanted[key] ?? null]] as const);
  return fields.length > 0 ? Object.fromEntries(fields) : undefined;
}
