// The family as its client can see it: which token came of which, which are spent, and when it ended.
import type { Answer } from './family.ts';

export interface Node {
  /** T0, T1, …: in the order they were given. */
  readonly name: string;
  readonly token: string;
  readonly parent: string | null;
  readonly uses: number;
}
export interface Tree {
  readonly nodes: readonly Node[];
  /** Name of the token whose use ended the family. */
  readonly endedBy: string | null;
}
export const noTree: Tree = { nodes: [], endedBy: null };

export const planted = (token: string): Tree => ({
  nodes: [{ name: 'T0', token, parent: null, uses: 0 }],
  endedBy: null,
});

/** After `name` was presented and answered. */
export function grown(tree: Tree, name: string, { status, token }: Answer): Tree {
  const nodes = tree.nodes.map((node) => (node.name === name ? { ...node, uses: node.uses + 1 } : node));
  if (token === null) return { nodes, endedBy: status === 401 ? (tree.endedBy ?? name) : tree.endedBy };
  if (nodes.some((node) => node.token === token)) return { ...tree, nodes };
  return { ...tree, nodes: [...nodes, { name: `T${nodes.length}`, token, parent: name, uses: 0 }] };
}

export const childrenOf = (tree: Tree, name: string | null): readonly Node[] =>
  tree.nodes.filter(({ parent }) => parent === name);

export const stateOf = (tree: Tree, { uses }: Node): 'live' | 'spent' | 'dead' =>
  tree.endedBy !== null ? 'dead' : uses > 0 ? 'spent' : 'live';
