// The project of the lab for two uses: as a snapshot that a WebContainer mounts, without the database's large files, which travel as
// the same files that a tab gets; and as a zip with everything, to run with nothing but Node. lab.json names them.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshot } from '@webcontainer/snapshot';
import { zipSync } from 'fflate';
import type { LabFile, LabManifest } from '../container/project.ts';
import type { ManifestFile } from '../contract.ts';
import { kept, nameOf, writeWhole } from './kept.ts';
import { type Files, project } from './project.ts';

export interface LabParts {
  readonly commit: string;
  /** What the tab gets, by name in the project's assets/. */
  readonly assets: Readonly<Record<string, { readonly file: ManifestFile; readonly bytes: Uint8Array }>>;
  /** Writes a file of the build and gives its sizes. @param form as "lab.*.bin", the star becomes a hash */
  put(form: string, bytes: Promise<Uint8Array>): Promise<ManifestFile>;
}

export const zipName = 'reference-api.zip';

export async function putLab(folder: string, { commit, assets, put }: LabParts): Promise<LabManifest> {
  const files = await project();
  const name = nameOf(...[...files].flat());
  const mounted = await kept(`lab-${name}.bin`, () => snapshotOf(files));
  const large = Object.entries(assets).map(([file, { bytes }]) => [`assets/${file}`, bytes] as const);
  const zip = await kept(`lab-${nameOf(name, ...large.map(([, bytes]) => bytes))}.zip`, async () =>
    zipSync(Object.fromEntries([...files, ...large]), { level: 9, mtime: '1980-01-02' }),
  );
  writeWhole(`${folder}/${zipName}`, zip);
  const manifest: LabManifest = {
    protocol: 1,
    commit,
    snapshot: described(await put('lab.*.bin', Promise.resolve(mounted)), mounted),
    assets: Object.fromEntries(
      Object.entries(assets).map(([file, one]) => [`assets/${file}`, described(one.file, one.bytes)]),
    ),
    zip: described({ path: `/runtime/${zipName}`, bytes: zip.length, transferred: zip.length }, zip),
  };
  writeWhole(`${folder}/lab.json`, `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

const described = (file: ManifestFile, bytes: Uint8Array): LabFile => ({
  ...file,
  sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** The package reads a folder. The order of files in it is that in which they were read: made once, kept by what is in it. */
async function snapshotOf(files: Files): Promise<Uint8Array> {
  const folder = mkdtempSync(join(tmpdir(), 'lavbytes-lab-'));
  for (const [path, bytes] of files) writeWhole(join(folder, path), bytes);
  writeWhole(join(folder, 'assets/README.md'), readFileSync(new URL('./assets.md', import.meta.url)));
  const bytes = await snapshot(folder);
  rmSync(folder, { recursive: true });
  return bytes;
}
