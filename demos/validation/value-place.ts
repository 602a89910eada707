// Where an issue stands in the JSON text of its value.
import { jsonLanguage } from '@codemirror/lang-json';
import type { Issue } from './verdict.ts';

/** UTF-16 units from the start of the text. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

type Node = ReturnType<typeof jsonLanguage.parser.parse>['topNode'];

const children = (node: Node): Node[] => {
  const found: Node[] = [];
  for (let one = node.firstChild; one; one = one.nextSibling)
    if (/^(Object|Array|String|Number|True|False|Null|Property)$/.test(one.name)) found.push(one);
  return found;
};

const nameOf = (text: string, property: Node): string | null => {
  const name = property.getChild('PropertyName');
  try {
    return name && String(JSON.parse(text.slice(name.from, name.to)));
  } catch {
    return null;
  }
};

/** Of members named twice JSON.parse keeps the last. */
const propertyOf = (text: string, object: Node, key: string): Node | undefined =>
  children(object).findLast((one) => one.name === 'Property' && nameOf(text, one) === key);

function step(text: string, node: Node, part: string | number): Node | undefined {
  if (node.name === 'Array') return children(node)[Number(part)];
  const property = node.name === 'Object' ? propertyOf(text, node, String(part)) : undefined;
  return property && children(property)[0];
}

/** What is missing has no place: then it is the bracket that opens where it belongs. */
export function placeInValue(text: string, { path, keys }: Pick<Issue, 'path' | 'keys'>): Range {
  let node: Node | null = jsonLanguage.parser.parse(text).topNode.firstChild;
  if (!node) return { from: 0, to: text.length };
  for (const part of path) {
    const next = step(text, node, part);
    if (!next) return { from: node.from, to: node.from + 1 };
    node = next;
  }
  const [key] = keys;
  const name = key === undefined ? null : propertyOf(text, node, key)?.getChild('PropertyName');
  if (name) return { from: name.from, to: name.to };
  const opens = node.name === 'Object' || node.name === 'Array';
  return { from: node.from, to: opens ? node.from + 1 : node.to };
}
