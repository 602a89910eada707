// node demos/reference-api/audit/export-command.ts FOLDER [--organisation ID]
// Writes entries.jsonl, anchors.jsonl and key.json into FOLDER, reading the database as the role lavbytes_auditor and the anchors
// from the object store. With --organisation, other organisations' entries are withheld (their leaves remain).
import { createWriteStream, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { openAdapters } from '../host/adapters.ts';
import { readEnvironment } from '../host/environment.ts';
import { systemClock } from '../ids.ts';
import { ownerPg } from '../storage/owner-pg.ts';
import { readAnchors } from './anchor.ts';
import { writeAnchor } from './anchor-form.ts';
import { anchorKey } from './anchor-key.ts';
import { exportText } from './export.ts';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { organisation: { type: 'string' } },
  });
  const [folder] = positionals;
  const settings = readEnvironment(process.env);
  if (folder === undefined || settings.database === null) {
    console.error('Usage: DATABASE_URL=… export-command.ts FOLDER [--organisation ID]');
    return 2;
  }
  const embedded = { ...settings, redis: null };
  const { objects, secrets, cache } = await openAdapters(embedded, systemClock);
  const db = await ownerPg(settings.database.url, settings.database.ca ?? undefined);
  try {
    await db.script('set role lavbytes_auditor');
    mkdirSync(folder, { recursive: true });
    // Before the entries: an anchor made meanwhile may be of a head that the export does not reach.
    const anchors = (await readAnchors(objects)).map((anchor) => `${writeAnchor(anchor)}\n`);
    writeFileSync(join(folder, 'anchors.jsonl'), anchors.join(''));
    const options = values.organisation === undefined ? {} : { organisation: values.organisation };
    async function* lines() {
      for await (const text of exportText(db, options)) yield `${text}\n`;
    }
    await pipeline(Readable.from(lines()), createWriteStream(join(folder, 'entries.jsonl')));
    writeFileSync(join(folder, 'key.json'), JSON.stringify((await anchorKey(secrets)).jwk));
    return 0;
  } finally {
    await Promise.all([db.close(), cache.close()]);
  }
}

process.exitCode = await main();
