// What a deploy would do, as lines to read. Works without an account: then nothing is known about what lies there.

import { idFor } from './bring.ts';
import type { Build } from './build.ts';
import type { Rules, Start } from './cloud.ts';
import { storedIn } from './manifest.ts';
import { contentOf, isAsset, releaseId } from './places.ts';
import { amount } from './progress.ts';

export function planned(build: Build, start: Start | undefined, { graceMs }: Rules, now: number): string[] {
  const from = start ? (start.at.release ?? 'nothing') : 'what is served (not known here)';
  if (start?.live && contentOf(start.live.release) === build.content)
    return [
      `${start.live.release} is served already: the same files. It would be smoked, and garbage collected.`,
    ];
  const release = start ? idFor(build.content, start, now, graceMs) : releaseId(now, build.content);
  const all = storedIn({ release, files: build.files });
  const missing = all.filter(({ key }) => !start?.there.has(key));
  const sum = (rows: readonly { bytes: number }[]): string =>
    amount(
      rows.length,
      rows.reduce((total, { bytes }) => total + bytes, 0),
    );
  const line = (name: string, rows: typeof all) => {
    const send = rows.filter((row) => missing.includes(row));
    return `  ${name.padEnd(8)} ${sum(send)} to send${start ? `, ${rows.length - send.length} there` : ''}`;
  };
  const squeezed = all.filter(({ plain }) => plain);
  return [
    `Release ${release}`,
    line(
      'assets',
      all.filter(({ path }) => isAsset(path)),
    ),
    line(
      'pages',
      all.filter(({ path }) => !isAsset(path)),
    ),
    `  of these compressed here: ${sum(squeezed)}, from ${amount(
      squeezed.length,
      squeezed.reduce((total, { plain }) => total + (plain?.bytes ?? 0), 0),
    )}`,
    ...squeezed.map(({ key, bytes, plain }) => `    ${key}: ${plain?.bytes} → ${bytes} bytes`),
    `  then     manifest, comparison of ${all.length} objects, error page`,
    `  pointer  ${from} → ${release}`,
  ];
}
