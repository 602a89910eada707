// What content may refer to: the model, the pages that there will be, the files that are served as they are.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { partIds, viewIds, views } from '../architecture/model.ts';
import type { Known, KnownView } from './checks.ts';
import { type Document, readDocument, readLinks } from './document.ts';

export interface Content {
  readonly documents: readonly {
    readonly document: Document;
    readonly address: string;
    readonly source: string;
  }[];
  readonly interface: Document;
  readonly known: Known;
}

const list = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => join(entry.parentPath, entry.name))
        .sort()
    : [];

/** content/pages/x.mdx → /x/, content/pages/demos/x.mdx → /demos/x/, content/decisions/x.mdx → /decisions/x/, index → /. */
function addressOfDocument(file: string): string {
  const id = file.replace(/^content\/(pages\/)?/, '').replace(/\.mdx$/, '');
  return id === 'index' ? '/' : `/${id}/`;
}

export function readContent(): Content {
  const documents = [...list('content/pages'), ...list('content/decisions')]
    .filter((file) => file.endsWith('.mdx'))
    .map((file) => {
      const source = readFileSync(file, 'utf8');
      return { document: readDocument(file, source), address: addressOfDocument(file), source };
    });
  const pages = new Map(
    documents.map(({ address, document, source }) => [address, [...document.ids, ...demosOf(source)]]),
  );
  const words = 'content/interface.yaml';
  return {
    documents,
    interface: readLinks(words, existsSync(words) ? readFileSync(words, 'utf8') : ''),
    known: {
      parts: partIds,
      views: Object.fromEntries(viewIds.map((id) => [id, knownView(id)])),
      sections: [...new Set(viewIds.map((id) => views[id].page))].filter((page) => page !== ''),
      pages,
      addresses: [...twins(documents.map(({ address }) => address)), ...endpoints(), ...served()],
      ids: layoutIds(),
    },
  };
}

/** A demo's plate has the id of its folder. */
const demosOf = (source: string): string[] =>
  [...source.matchAll(/^import .* from '#demos\/([\w-]+)\//gm)].flatMap(([, id]) => id ?? []);

function knownView(id: (typeof viewIds)[number]): KnownView {
  const { page, parts, steps } = views[id];
  return { page: page === '' ? '/' : `/${page}/`, parts, steps: steps.length };
}

/** Each page as Markdown beside it. */
const twins = (addresses: readonly string[]) =>
  addresses.map((address) => (address === '/' ? '/index.md' : address.replace(/\/$/, '.md')));

/** src/pages/llms.txt.ts → /llms.txt. The site map is made by its integration. */
const endpoints = () => [
  '/sitemap-index.xml',
  // The lab's project, made with the runtime after the pages.
  '/runtime/reference-api.zip',
  ...list('src/pages')
    .filter((file) => /\.\w+\.ts$/.test(file) && !file.includes('['))
    .map((file) => file.replace(/^src\/pages/, '').replace(/\.ts$/, '')),
];

const served = () => list('public').map((file) => file.replace(/^public/, ''));

const layoutIds = () =>
  [...list('src/layouts'), ...list('src/components'), ...list('src/pages')]
    .filter((file) => file.endsWith('.astro'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\sid="([\w-]+)"/g)].flatMap(([, id]) => id ?? []),
    );
