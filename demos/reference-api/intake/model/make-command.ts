// node demos/reference-api/intake/model/make-command.ts: trains the model and writes trained.ts. The same bytes each time.
import { writeFileSync } from 'node:fs';
import { build } from './build.ts';

const text = `// Made by make-command.ts from generated messages; model.test.ts makes it again and compares. Not written by hand.
import type { Trained } from './reader.ts';

export const trained: Trained = ${JSON.stringify(build())};
`;
writeFileSync(new URL('./trained.ts', import.meta.url), text);
