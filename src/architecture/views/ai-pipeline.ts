import type { PartId } from '../parts.ts';
import type { FlowView } from '../shape.ts';

export const aiPipeline = {
  layout: 'flow',
  title: 'AI orchestration pipeline',
  figure: 'Fig. 2.1',
  page: 'ai-layer',
  caption:
    'An input becomes a stored decision. Each step has a contract, and every doubt has the same way out: a person.',
  parts: [
    'raw-input',
    'llm-processor',
    'schema-validator',
    'calibration',
    'confidence-router',
    'auto-approve',
    'human-review',
    'audit-trail',
    'output-store',
  ],
  alias: { 'auto-approve': { name: 'Confidence ≥ 90%', detail: 'Auto-approve' } },
  groups: [
    { id: 'draft', label: 'Draft', parts: ['raw-input', 'llm-processor', 'schema-validator'] },
    {
      id: 'decide',
      label: 'Decide',
      parts: ['calibration', 'confidence-router', 'auto-approve', 'human-review'],
    },
    { id: 'keep', label: 'Keep', parts: ['audit-trail', 'output-store'] },
  ],
  relations: [
    { from: 'raw-input', to: 'llm-processor', label: 'waits in a queue for', async: true },
    { from: 'llm-processor', to: 'schema-validator', label: 'hands a draft to' },
    { from: 'schema-validator', to: 'calibration', label: 'passes valid drafts' },
    { from: 'schema-validator', to: 'human-review', label: 'sends misfits to' },
    { from: 'calibration', to: 'confidence-router', label: 'gives a probability to' },
    { from: 'confidence-router', to: 'auto-approve', label: 'at least 90%' },
    { from: 'confidence-router', to: 'human-review', label: 'below 90%' },
    { from: 'auto-approve', to: 'output-store', label: 'stores in' },
    { from: 'auto-approve', to: 'audit-trail', label: 'records in' },
    { from: 'human-review', to: 'output-store', label: 'stores in' },
    { from: 'human-review', to: 'audit-trail', label: 'records in' },
    { from: 'human-review', to: 'calibration', label: 'gives labels to', async: true, back: true },
  ],
  steps: [
    {
      at: 'raw-input',
      text: 'A message, a file or an API call arrives and is stored exactly as it came. The sender gets a reference and need not wait.',
    },
    {
      at: 'llm-processor',
      along: 'raw-input>llm-processor',
      text: 'The model reads it and drafts an answer in a fixed shape. A time-out or a limit is retried, then given to a person.',
    },
    {
      at: 'schema-validator',
      along: 'llm-processor>schema-validator',
      text: 'The draft is parsed against the contract. This says whether the form is right, not whether the answer is.',
    },
    {
      at: 'human-review',
      along: 'schema-validator>human-review',
      text: 'A draft that breaks the contract goes straight to a person. It is never repaired by guessing.',
    },
    {
      at: 'calibration',
      along: 'schema-validator>calibration',
      text: 'For a valid draft, the raw score is turned into a probability that has been checked on labelled items.',
    },
    {
      at: 'confidence-router',
      along: 'calibration>confidence-router',
      text: 'The router compares that probability with the threshold. No score means a person, not a pass.',
    },
    {
      at: 'auto-approve',
      along: 'confidence-router>auto-approve',
      text: 'At 90% or more, the item is approved at once. A fixed sample of these is reviewed all the same, to measure the real error.',
    },
    {
      at: 'human-review',
      along: 'confidence-router>human-review',
      text: 'Below that, a person claims the item and approves, edits or rejects it. No two people can decide the same one.',
    },
    {
      at: 'audit-trail',
      along: 'human-review>audit-trail',
      text: 'Either way the decision is added to a chained log, together with the versions of model, schema and policy.',
    },
    {
      at: 'output-store',
      along: 'human-review>output-store',
      text: 'The approved output is stored once, even when a step is repeated.',
    },
    {
      at: 'calibration',
      along: 'human-review>calibration',
      text: 'What people decided becomes the labels for the next calibration, so the threshold keeps its meaning.',
    },
  ],
} as const satisfies FlowView<PartId>;
