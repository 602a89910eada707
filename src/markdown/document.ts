// What a page of content refers to, with lines: read from its syntax tree, so that code and comments do not count.
import { type MdastNode, mdxToMdast } from 'satteri';

/** A name in an attribute, a link or the front matter, which must exist. */
export interface Use {
  readonly what: 'part' | 'view' | 'section' | 'page' | 'link' | 'source';
  readonly name: string;
  readonly line: number;
  /** For a source: its region. For a part in the front matter: its view. */
  readonly within?: string;
}

export interface Document {
  readonly file: string;
  readonly uses: readonly Use[];
  /** Ids on the page that its text makes: headings and explicit ids. */
  readonly ids: readonly string[];
}

type Element = Extract<MdastNode, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>;

const viewTags = new Set(['Diagram', 'Failures', 'Sources']);

export function readDocument(file: string, source: string): Document {
  const uses: Use[] = [];
  const ids: string[] = [];
  const slugs = new Map<string, number>();
  const { body, front } = split(source);
  uses.push(...frontMatterUses(front));
  const visit = (node: MdastNode) => {
    const line = node.position?.start.line ?? 1;
    if (node.type === 'link') uses.push({ what: 'link', name: node.url, line });
    else if (node.type === 'heading') ids.push(slug(textOf(node), slugs));
    else if (node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement') {
      const { use, id } = readElement(node, line);
      if (use) uses.push(use);
      if (id) ids.push(id);
    }
    if ('children' in node) for (const child of node.children) visit(child as MdastNode);
  };
  visit(mdxToMdast(body));
  return { file, uses, ids };
}

function readElement(element: Element, line: number): { use?: Use; id?: string } {
  const written = (name: string) => {
    const found = element.attributes.find((each) => each.type === 'mdxJsxAttribute' && each.name === name);
    return typeof found?.value === 'string' ? found.value : undefined;
  };
  const tag = element.name ?? '';
  const [id, view, section, path, href] = ['id', 'view', 'section', 'path', 'href'].map(written);
  if (tag === 'Claim' && id !== undefined) return { id: `claim-${id}` };
  if (tag === 'Part' && id !== undefined) return { use: { what: 'part', name: id, line } };
  if (viewTags.has(tag) && view !== undefined) return { use: { what: 'view', name: view, line } };
  if (tag === 'Decisions' && section !== undefined) return { use: { what: 'section', name: section, line } };
  if (tag === 'SourceFile' && path !== undefined) {
    const region = written('region');
    return { use: { what: 'source', name: path, line, ...(region === undefined ? {} : { within: region }) } };
  }
  if (tag === 'a' && href !== undefined) return { use: { what: 'link', name: href, line } };
  return id === undefined ? {} : { id };
}

/** Front matter apart, its lines left empty in the body so that positions stay those of the file. */
export function split(source: string): { front: string; body: string } {
  const front = /^---\r?\n[\s\S]*?\r?\n---(?=\r?\n|$)/.exec(source)?.[0] ?? '';
  return { front, body: front.replace(/[^\n]/g, '') + source.slice(front.length) };
}

function frontMatterUses(front: string): Use[] {
  let view: string | undefined;
  return front.split('\n').flatMap((text, at): Use[] => {
    const line = at + 1;
    const [, key, name] = /^\s*(?:-\s+)?(next|view|part|href):\s*['"]?([^'"\s]+)['"]?\s*$/.exec(text) ?? [];
    if (key === undefined || name === undefined) return [];
    if (key === 'next') return [{ what: 'page', name, line }];
    if (key === 'href') return [{ what: 'link', name, line }];
    if (key === 'view') {
      view = name;
      return [{ what: 'view', name, line }];
    }
    return [{ what: 'part', name, line, ...(view === undefined ? {} : { within: view }) }];
  });
}

/** `href` entries of a YAML file, which has no front matter. */
export function readLinks(file: string, yaml: string): Document {
  return { file, uses: frontMatterUses(yaml).filter(({ what }) => what === 'link'), ids: [] };
}

function textOf(node: MdastNode): string {
  if ('value' in node && typeof node.value === 'string') return node.value;
  if (!('children' in node)) return '';
  return node.children.map((child) => textOf(child as MdastNode)).join('');
}

/** The id that a heading gets on the page, as github-slugger makes it. */
function slug(text: string, seen: Map<string, number>): string {
  const base = text
    .toLowerCase()
    .replace(/\s?--\s?/g, (dashes) => dashes.replaceAll('-', ''))
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
  const count = seen.get(base);
  seen.set(base, (count ?? -1) + 1);
  return count === undefined ? base : `${base}-${count + 1}`;
}
