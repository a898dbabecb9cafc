import type { ScoreNode } from '@liangji/gateway/score';

/** The first node of that name in some trees. */
export function findNode(trees: readonly ScoreNode[], name: string): ScoreNode | undefined {
  for (const tree of trees) {
    const found = tree.name === name ? tree : findNode(tree.children, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
