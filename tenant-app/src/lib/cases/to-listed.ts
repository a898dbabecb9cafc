import type { ListedCase } from './list.ts';

interface CaseNode extends Omit<ListedCase, 'externalId' | 'className'> {
  class: { className: string } | null;
  sources: readonly { externalId: string }[];
}

/** A case of a query as a line of a list. */
export function toListed(node: CaseNode): ListedCase {
  const { class: ofClass, sources, ...rest } = node;
  return { ...rest, className: ofClass?.className ?? null, externalId: sources[0]?.externalId ?? null };
}
