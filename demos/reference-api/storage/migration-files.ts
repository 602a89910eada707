// The migrations as files beside this one (Node only; a bundle for the browser brings them as text).
import { readdirSync, readFileSync } from 'node:fs';
import type { Migration } from './migrate.ts';

const folder = new URL('./migrations/', import.meta.url);

export const migrationFiles = (): Migration[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => ({ name, text: readFileSync(new URL(name, folder), 'utf8') }));
