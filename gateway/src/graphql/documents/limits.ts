import { Problem } from '@liangji/platform';
import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'postgraphile/graphql';

/** What one document may cost, fragments written out. 500 aliases alone block the process for 700 ms while planning. */
export const LIMITS = { tokens: 2_000, depth: 12, aliases: 30, fields: 400, items: 1_000 } as const;

interface Size {
  readonly depth: number;
  readonly aliases: number;
  readonly fields: number;
}

const NOTHING: Size = { depth: 0, aliases: 0, fields: 0 };

/**
 * Refuses a parsed document that is too deep or too wide: SYS-GRAPHQL-LIMIT. A fragment counts at every place it is
 * spread (once measured, so nested spreads cost nothing to measure); a spread inside itself counts nothing here and is
 * refused by validation. The number of rows is limited by the type `PageSize`, the number of tokens while parsing.
 */
export function checkLimits(document: DocumentNode): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const measured = new Map<string, Size>();

  function sizeOfFragment(name: string): Size {
    const known = measured.get(name);
    if (known !== undefined) return known;
    measured.set(name, NOTHING);
    const fragment = fragments.get(name);
    const size = fragment === undefined ? NOTHING : sizeOf(fragment.selectionSet);
    measured.set(name, size);
    return size;
  }

  function sizeOf(set: SelectionSetNode | undefined): Size {
    let { depth, aliases, fields } = NOTHING;
    for (const node of set?.selections ?? []) {
      const isField = node.kind === Kind.FIELD;
      const inner = node.kind === Kind.FRAGMENT_SPREAD ? sizeOfFragment(node.name.value) : sizeOf(node.selectionSet);
      depth = Math.max(depth, inner.depth + (isField ? 1 : 0));
      aliases += inner.aliases + (isField && node.alias !== undefined ? 1 : 0);
      fields += inner.fields + (isField ? 1 : 0);
    }
    return { depth, aliases, fields };
  }

  for (const node of document.definitions) {
    if (node.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = sizeOf(node.selectionSet);
    for (const what of ['depth', 'aliases', 'fields'] as const) {
      if (size[what] > LIMITS[what]) throw new Problem('SYS-GRAPHQL-LIMIT', { what, limit: LIMITS[what] });
    }
  }
}

/** Refuses lists of more than LIMITS.items among the variables, at any depth: each item is read, checked and sent on. */
export function checkVariables(value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const inner: readonly unknown[] = Array.isArray(value) ? value : Object.values(value);
  if (Array.isArray(value) && value.length > LIMITS.items) {
    throw new Problem('SYS-GRAPHQL-LIMIT', { what: 'items', limit: LIMITS.items });
  }
  inner.forEach(checkVariables);
}
