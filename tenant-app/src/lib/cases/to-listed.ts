interface CaseNode {
  class: { className: string } | null;
  sources: readonly { externalId: string }[];
}

/** A case of a query as a line of a list. */
export function toListed<Node extends CaseNode>(node: Node) {
  const { class: ofClass, sources, ...rest } = node;
  return { ...rest, className: ofClass?.className ?? null, externalId: sources[0]?.externalId ?? null };
}
