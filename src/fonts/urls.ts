// The served fonts' addresses, read from the folder that src/fonts/make.ts fills.
import { readdirSync } from 'node:fs';

const files = readdirSync('public/fonts');

function url(slug: string): string {
  const file = files.find((name) => name.startsWith(slug));
  if (!file) throw new Error(`public/fonts has no ${slug}-*.woff2: run "npm run fonts".`);
  return `/fonts/${file}`;
}

export default { sans: url('hanken-grotesk'), mono: url('jetbrains-mono') };
