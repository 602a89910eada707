// Objects as files in a folder, for one machine. A new file is written whole under another name, flushed, and linked to its
// own: a link fails when the name exists, so nothing is ever replaced and no reader sees half a file.
import { link, mkdir, open, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import type { Objects } from './objects.ts';

const safeKey = /^[a-z0-9][a-z0-9._-]*(?:\/[a-z0-9][a-z0-9._-]*)*$/;

/** @throws when a key is not lower-case letters, digits, dot, dash, underscore and slash: keys never leave the folder. */
export function folderObjects(folder: string): Objects {
  function pathOf(key: string): string {
    if (!safeKey.test(key) || key.length > 512)
      throw new Error('An object key has a form that is not allowed.');
    return join(folder, key);
  }
  return {
    async putOnce(key, body) {
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true });
      const part = `${path}.${crypto.randomUUID()}.part`;
      try {
        const file = await open(part, 'wx');
        try {
          await file.writeFile(body);
          await file.sync();
        } finally {
          await file.close();
        }
        await link(part, path);
        await flushFolder(dirname(path));
        return 'written';
      } catch (error) {
        if (isCode(error, 'EEXIST')) return 'exists';
        throw error;
      } finally {
        await rm(part, { force: true });
      }
    },
    async get(key) {
      try {
        return new Uint8Array(await readFile(pathOf(key)));
      } catch (error) {
        if (isCode(error, 'ENOENT')) return null;
        throw error;
      }
    },
    async list(prefix) {
      try {
        const entries = await readdir(folder, { recursive: true, withFileTypes: true });
        return entries
          .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
          .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
          .filter((key) => key.startsWith(prefix))
          .sort();
      } catch (error) {
        if (isCode(error, 'ENOENT')) return [];
        throw error;
      }
    },
  };
}

/** The new name itself survives a power cut only once the folder is flushed. */
async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
