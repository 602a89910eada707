// The built site as a set of files to be published: looked over first, since what is wrong here would be wrong everywhere.
import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'parse5';
import { contentType, type Hashes } from '../../src/headers.ts';
import { attribute, elements, filesIn, hashesFile, hashesOf } from '../local/built.ts';
import { checkCompressed, compressed, travelsCompressed } from './encode.ts';
import type { StoredFile } from './manifest.ts';
import { contentHash, errorPage, isAsset, manifestName } from './places.ts';
import { sha256 } from './sha256.ts';
import { Trouble } from './trouble.ts';

export interface Build {
  /** Twelve hex digits that stand for all of it. */
  readonly content: string;
  readonly hashes: Hashes;
  readonly files: Readonly<Record<string, StoredFile>>;
  /** The bytes that are uploaded for a path. */
  readonly body: (path: string) => Buffer;
}

const again = 'run "npm run build", then the same command again.';

/** Local addresses that a page asks for before its reader does anything. */
function* askedFor(html: string): Generator<string> {
  for (const element of elements(parse(html))) {
    const link =
      element.tagName === 'link' && /stylesheet|preload|icon/.test(attribute(element, 'rel') ?? '');
    const source = link ? attribute(element, 'href') : attribute(element, 'src');
    if (source?.startsWith('/') && !source.startsWith('//')) yield source.split(/[?#]/, 1)[0] ?? source;
  }
}

const unwanted = /\.(map|env|pem|key|log)$|\/\.(?!well-known\/)/;

/** Everything that is wrong with it, each as half a sentence. */
export function faultsOf(dist: string, files: ReadonlyMap<string, string>): string[] {
  const faults: string[] = [];
  for (const needed of ['/index.html', errorPage])
    if (!files.has(needed)) faults.push(`${needed} is missing`);
  if (files.has(`/${manifestName}`)) faults.push(`/${manifestName} is a name that releases need`);
  for (const [path, file] of files) {
    if (unwanted.test(path)) faults.push(`${path} does not belong on a site`);
    if (!path.endsWith('.html')) continue;
    for (const source of askedFor(readFileSync(file, 'utf8')))
      if (!files.has(source)) faults.push(`${path} asks for ${source}, which is not there`);
  }
  const written = existsSync(hashesFile(dist)) ? readFileSync(hashesFile(dist), 'utf8') : undefined;
  if (written === undefined) faults.push(`${hashesFile(dist)} is missing`);
  else if (JSON.stringify(JSON.parse(written)) !== JSON.stringify(hashesOf(dist)))
    faults.push('the inline code of its pages is not what the build wrote down: something changed since');
  return faults;
}

/** @param folder where compressed files are kept between runs. */
export async function readBuild(
  dist: string,
  folder: string,
  onCompress: (path: string, bytes: number) => void = () => {},
): Promise<Build> {
  if (!existsSync(dist))
    throw new Trouble(`There is no build at ${dist}.`, { why: 'the folder is missing.', todo: again });
  const found = filesIn(dist);
  const faults = faultsOf(dist, found);
  if (faults.length > 0)
    throw new Trouble('The build is not fit to be published. Nothing was uploaded.', {
      why: `${faults.slice(0, 10).join('; ')}${faults.length > 10 ? `; and ${faults.length - 10} more` : ''}.`,
      todo: again,
    });

  const besides = (path: string): string | undefined => found.get(`${path}.br`);
  const files = [...found].filter(([path]) => !(path.endsWith('.br') && found.has(path.slice(0, -3))));
  const plain = new Map(files.map(([path, file]) => [path, sha256(readFileSync(file))]));
  // The same bytes may lie under two names, and the build compressed only one of them.
  const ready = new Map<string, string>();
  for (const [path] of files) {
    const small = besides(path);
    if (!small) continue;
    const hash = plain.get(path) ?? '';
    checkCompressed(path, readFileSync(small), hash);
    ready.set(hash, small);
  }

  const rows: Record<string, StoredFile> = {};
  const bodies = new Map<string, () => Buffer>();
  for (const [path, file] of files) {
    const body = readFileSync(file);
    const hash = plain.get(path) ?? '';
    const type = contentType(path);
    rows[path] = { sha256: hash, bytes: body.length, type };
    bodies.set(path, () => readFileSync(file));
    const made = ready.get(hash);
    if (!isAsset(path) || (!made && !travelsCompressed(type, body.length))) continue;
    if (!made) onCompress(path, body.length);
    const small = made ? readFileSync(made) : await compressed(body, hash, folder);
    if (small.length > body.length * 0.9) continue;
    rows[path] = {
      sha256: sha256(small),
      bytes: small.length,
      type,
      encoding: 'br',
      plain: { sha256: hash, bytes: body.length },
    };
    bodies.set(path, () => (made ? readFileSync(made) : small));
  }
  return {
    content: contentHash(plain),
    hashes: hashesOf(dist),
    files: rows,
    body: (path) => bodies.get(path)?.() ?? Buffer.alloc(0),
  };
}
