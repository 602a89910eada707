// Writes COVERAGE.md: node demos/reference-api/coverage/write.ts
import { writeFileSync } from 'node:fs';
import { toMarkdown } from './markdown.ts';
import { chapters } from './table.ts';

writeFileSync(new URL('COVERAGE.md', import.meta.url), toMarkdown(chapters));
