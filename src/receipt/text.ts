// The receipt and the pipeline in the Markdown twins.
import { table } from '../twins/table.ts';
import { hiddenCount, receipt } from './receipt.ts';

export function receiptText(): string {
  const given = receipt();
  const { resources, boxes, arrows, hidden, edges, shorter, properties, commit } = given;
  return [
    `Compared at commit ${commit}: the template has ${resources} resources. ${boxes} stand behind a box, ${arrows} more behind an arrow, ${hiddenCount(given)} in no picture, each with a reason. ${edges.length + shorter} arrows and ${properties.length} properties hold.`,
    table(
      ['In no picture', 'How many', 'Why'],
      hidden.map(({ type, count, why }) => [`\`${type}\``, String(count), why]),
    ),
    table(
      ['Property', 'In the template'],
      properties.map(({ id, says, place }) => [id, `${says}: \`${place}\``]),
    ),
  ].join('\n\n');
}

export function pipelineText(): string {
  const { name, file, jobs } = receipt().pipeline;
  const rows = jobs.map((job) => [
    `${job.name}${job.each.length > 0 ? ` (${job.each.join(', ')})` : ''}`,
    job.steps.map((step) => step.name).join(' → '),
    `\`${job.file}\``,
  ]);
  return `“${name}”, from \`${file}\`:\n\n${table(['Job', 'Steps', 'Source'], rows)}`;
}
