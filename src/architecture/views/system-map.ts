import type { PartId } from '../parts.ts';
import type { FlowView } from '../shape.ts';

export const systemMap = {
  layout: 'flow',
  title: 'The whole system in one picture',
  figure: 'Fig. 0.1',
  page: '',
  caption:
    'Every request comes in through one door and passes the same checks. What the AI layer cannot be sure of goes to a person, and every decision leaves an entry in the audit trail.',
  parts: [
    'browser',
    'cdn',
    'api-gateway',
    'next-server',
    'auth-middleware',
    'node-service',
    'llm-processor',
    'schema-validator',
    'calibration',
    'confidence-router',
    'human-review',
    'audit-trail',
    'postgres',
    'redis',
  ],
  groups: [
    { id: 'edge', label: 'Edge', parts: ['cdn', 'api-gateway'] },
    { id: 'application', label: 'Application', parts: ['next-server', 'auth-middleware', 'node-service'] },
    {
      id: 'ai-layer',
      label: 'AI layer',
      parts: ['llm-processor', 'schema-validator', 'calibration', 'confidence-router', 'human-review'],
    },
    { id: 'data', label: 'Data', parts: ['audit-trail', 'postgres', 'redis'] },
  ],
  relations: [
    { from: 'browser', to: 'cdn', label: 'asks for pages' },
    { from: 'cdn', to: 'api-gateway', label: 'passes misses to' },
    { from: 'api-gateway', to: 'next-server', label: 'sends pages to' },
    { from: 'api-gateway', to: 'auth-middleware', label: 'sends API calls to' },
    { from: 'next-server', to: 'auth-middleware', label: 'calls the API' },
    { from: 'auth-middleware', to: 'node-service', label: 'admits to' },
    { from: 'node-service', to: 'redis', label: 'caches in' },
    { from: 'node-service', to: 'postgres', label: 'reads, writes' },
    { from: 'node-service', to: 'llm-processor', label: 'queues input for', async: true },
    { from: 'llm-processor', to: 'schema-validator', label: 'drafts for' },
    { from: 'schema-validator', to: 'calibration', label: 'passes if valid' },
    { from: 'calibration', to: 'confidence-router', label: 'scores for' },
    { from: 'confidence-router', to: 'human-review', label: 'below 90%' },
    { from: 'confidence-router', to: 'postgres', label: 'auto-approves' },
    { from: 'human-review', to: 'postgres', label: 'approves into' },
    { from: 'confidence-router', to: 'audit-trail', label: 'records' },
    { from: 'human-review', to: 'audit-trail', label: 'records' },
  ],
  steps: [
    {
      at: 'browser',
      text: 'Someone opens a page or sends a form. Everything starts with a request over HTTPS.',
    },
    {
      at: 'cdn',
      along: 'browser>cdn',
      text: 'The edge nearest to the reader answers what it holds: static files and cached pages never go further.',
    },
    {
      at: 'api-gateway',
      along: 'cdn>api-gateway',
      text: 'What the cache cannot answer enters through one gateway, which limits how much each client may ask.',
    },
    {
      at: 'next-server',
      along: 'api-gateway>next-server',
      text: 'Pages are rendered on the server. The renderer has no database password: it asks the API for its data, like everyone else.',
    },
    {
      at: 'auth-middleware',
      along: 'next-server>auth-middleware',
      text: 'Every call to the API, from a page or straight from a browser, must first prove who is asking.',
    },
    {
      at: 'node-service',
      along: 'auth-middleware>node-service',
      text: 'The business rules decide what this person may do, and do it.',
    },
    {
      at: 'postgres',
      along: 'node-service>postgres',
      text: 'Facts that must not be lost are written to PostgreSQL in one transaction: all of a change, or none of it.',
    },
    {
      at: 'llm-processor',
      along: 'node-service>llm-processor',
      text: 'Work for the model is queued, so nobody waits on the line while it thinks.',
    },
    {
      at: 'schema-validator',
      along: 'llm-processor>schema-validator',
      text: 'Its draft must fit a fixed contract. A draft that does not fit is never approved automatically.',
    },
    {
      at: 'confidence-router',
      along: 'calibration>confidence-router',
      text: 'The model’s score has been calibrated, so that 90% means right nine times in ten. The router compares that with the threshold.',
    },
    {
      at: 'human-review',
      along: 'confidence-router>human-review',
      text: 'Below the threshold a person decides. They see the input, the draft and why it came to them.',
    },
    {
      at: 'audit-trail',
      along: 'human-review>audit-trail',
      text: 'Each decision, by machine or person, adds a chained entry. A later change to the log can be found.',
    },
  ],
} as const satisfies FlowView<PartId>;
