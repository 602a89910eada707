// The table as Markdown, for readers without the site.
import type { Chapter, Row, Shown, Written } from './row.ts';

type Verdict = 'shown' | 'shown in part' | 'documented' | 'deviation' | 'not applicable';

function verdictOf({ tests = [], documents = [], deviation, notApplicable }: Row): Verdict {
  if (notApplicable !== undefined) return 'not applicable';
  if (tests.length > 0) return deviation === undefined ? 'shown' : 'shown in part';
  return documents.length > 0 && deviation === undefined ? 'documented' : 'deviation';
}

function countsOf(rows: readonly Row[]): Readonly<Record<Verdict, number>> {
  const counts = { shown: 0, 'shown in part': 0, documented: 0, deviation: 0, 'not applicable': 0 };
  for (const row of rows) counts[verdictOf(row)] += 1;
  return counts;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const test = ([file, title]: Shown): string => `[${cell(title)}](../${file})`;
const document = ([file, heading]: Written): string => `${cell(heading)} in [${file}](../${file})`;

function line(row: Row): string {
  const { id, about, tests = [], documents = [], deviation, notApplicable } = row;
  const behind = [
    ...tests.map(test),
    ...documents.map(document),
    deviation,
    notApplicable && `Not applicable: ${notApplicable}`,
  ];
  return `| ${id} | ${cell(about)} | ${verdictOf(row)} | ${behind.filter(Boolean).join('<br>')} |`;
}

export function toMarkdown(chapters: readonly Chapter[]): string {
  const all = chapters.flatMap(({ rows }) => rows);
  const counts = Object.entries(countsOf(all)).map(([verdict, count]) => `${count} ${verdict}`);
  const parts = chapters.map(
    ({ title, rows }) =>
      `## ${title}\n\n| id | about | verdict | by |\n| --- | --- | --- | --- |\n${rows.map(line).join('\n')}\n`,
  );
  return `# What the reference API is held against

Written by coverage.test.ts (\`vitest --update\`): change the rows, not this file. The ids are OWASP's, the words are ours.
“Shown” means that the tests named here run it, no more: this is a self-assessment, not an audit.

${all.length} rows: ${counts.join(', ')}.

${parts.join('\n')}`;
}
