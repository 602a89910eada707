// Section 02: from a raw input to a stored decision. Calibration is not in the documents' picture; without it the
// 90% of the router would compare a number that means nothing.

import type { Part } from '../shape.ts';

export const aiLayer = {
  'raw-input': {
    name: 'Raw Input',
    detail: 'File / Text / API',
    kind: 'record',
    section: 'ai-layer',
    does: 'A message, file or API call, stored as it arrived before anything else happens, with an id, a hash of its bytes and a limit on its size. Everything later refers to it by that id, so a result can always be traced back to what was sent.',
    fails:
      'Too large, an unknown type, or bytes that are not valid text: refused at once with the reason, and nothing is queued. The same input sent twice under one idempotency key is stored once.',
    notices:
      'Either a reference number within a moment, or a sentence that says what is wrong with the file.',
    home: 'demos/reference-api/intake/',
    written: true,
    demo: null,
    infra: null,
  },
  'llm-processor': {
    name: 'LLM Processor',
    detail: 'LangChain · GPT-4',
    kind: 'model',
    section: 'ai-layer',
    does: 'Turns the input into a draft in the shape that the contract asks for, and passes on the probability signal of each field where the model gives one. GPT-4 is the documents’ name for the model: any model behind an OpenAI-compatible interface fits, and the version used is stored with every output.',
    fails:
      'The model times out, is rate-limited, stops half-way or answers in prose. Calls are retried a fixed number of times with growing pauses; after that the item goes to a person with the raw answer kept. Text inside an input that claims a confidence or gives orders is data, and changes nothing about the routing.',
    notices: 'The item takes longer, or arrives in the review queue with the reason “no usable answer”.',
    home: 'demos/reference-api/intake/processor.ts',
    written: true,
    demo: null,
    infra: null,
  },
  'schema-validator': {
    name: 'Schema Validator',
    detail: 'Output contract',
    kind: 'service',
    section: 'ai-layer',
    does: 'Parses the draft against a Zod schema: types, allowed values, required fields, no extra keys. It proves the form of the answer, not that it is true; that question belongs to the next two boxes.',
    fails:
      'A draft that does not fit is never repaired by guessing and never auto-approved. It goes to a person, with the list of fields that broke the contract.',
    notices: 'The review screen shows the chip “schema invalid” and marks the fields in question.',
    home: 'demos/reference-api/intake/contract.ts',
    written: true,
    demo: null,
    infra: null,
  },
  calibration: {
    name: 'Calibration',
    detail: 'Score → probability',
    kind: 'service',
    section: 'ai-layer',
    does: 'Turns the model’s raw score into a probability that can be checked: of all items given 90%, about 90% should prove right. The curve is fitted on labelled items the model was not trained on; a model’s own statement of confidence is not used.',
    fails:
      'The curve holds only while new items resemble the ones it was fitted on. A drift measure watches for that and, past its alarm, holds items back for people; an item with no score at all goes to a person, it does not count as 100%.',
    notices: 'More items in review than usual, with the chip “drift hold” or “no confidence signal”.',
    home: 'demos/reference-api/intake/calibrate.ts',
    written: true,
    demo: null,
    infra: null,
  },
  'confidence-router': {
    name: 'Confidence Router',
    detail: 'Threshold logic',
    kind: 'service',
    section: 'ai-layer',
    does: 'Compares the calibrated probability with the threshold, 90% in the documents, and sends the item one of two ways. With calibrated scores, 90% is the cheapest choice exactly when one error costs as much as ten reviews; for another ratio, or for a promised maximum error, the threshold is derived.',
    fails:
      'The decision is a pure function of the item and the policy version, so it can be repeated and checked. Anything it cannot decide, such as a missing field, a missing score or an unknown policy, goes to a person.',
    notices:
      'Each item in review says why it is there; a part of the approved ones is sampled for checking all the same.',
    home: 'demos/reference-api/intake/route-by-confidence.ts',
    written: true,
    demo: null,
    infra: null,
  },
  'auto-approve': {
    name: 'Auto-approve',
    detail: 'Confidence ≥ 90%',
    kind: 'step',
    section: 'ai-layer',
    does: 'Approves an item without a person when its calibrated confidence is at least 90%. The output, the end of the input and their audit entries are written in one transaction, with the versions of schema, model and policy.',
    fails:
      'It will sometimes approve a wrong answer: at exactly 90%, about one in ten. That is the price the threshold sets, so a fixed share of what would be approved, chosen by a hash of its id, goes to a person first, to measure the real error.',
    notices:
      'Most items are done in seconds; a mistake found later can be traced to its input, model and policy.',
    home: 'demos/reference-api/intake/auto-approve.ts',
    written: true,
    demo: null,
    infra: null,
  },
  'human-review': {
    name: 'Human Review UI',
    detail: 'HITL interface',
    kind: 'person',
    section: 'ai-layer',
    does: 'A person sees the input, the draft and the reason it came here, then approves, edits or rejects it. An item is claimed with a five-minute lease and a fence number, so two people never decide the same one; nobody approves what they sent in or decided first; an approval is bound to a hash of exactly what was shown, and can be taken back for ten seconds.',
    fails:
      'A reviewer closes the laptop: the lease runs out and the next one gets the item, and a late decision with the old fence number is refused with 409. If more arrives than people can review, the queue grows and its oldest age raises an alarm; items wait, they are not waved through.',
    notices:
      'Reviewers see “this item was taken over”; those who wait see that it is in review, and since when.',
    home: 'demos/reference-api/review/',
    written: true,
    demo: null,
    infra: null,
  },
  'audit-trail': {
    name: 'Audit Trail',
    detail: 'Tamper-evident log',
    kind: 'record',
    section: 'ai-layer',
    does: 'Appends one entry for each decision, each containing the hash of the one before, and regularly signs the newest hash and stores it outside the database under S3 Object Lock. The documents say “Immutable log”; exactly, it is tamper-evident and anchored: changing it cannot be ruled out, but the change is found.',
    fails:
      'An edited or removed entry breaks the chain, and the verifier names the first one that does not fit. A cut-off end or a wholly rewritten chain still looks whole by itself; comparing it with the anchored hashes finds that too, except for entries newer than the last anchor. If an entry cannot be written, the decision is not made.',
    notices: 'A verification that says “whole up to entry n”, or the number of the entry where it breaks.',
    home: 'demos/reference-api/audit/',
    written: true,
    demo: null,
    infra: null,
  },
  'output-store': {
    name: 'Output Store',
    detail: 'PostgreSQL · S3',
    kind: 'store',
    section: 'ai-layer',
    does: 'Keeps approved outputs: structured fields in PostgreSQL, files in S3, tied together by the item’s id and a hash. Storing the same item twice changes nothing, so a retry is safe.',
    fails:
      'The file goes to S3 first and the row that refers to it is committed second. A crash in between leaves an unused file that a clean-up removes, never a row that points to nothing.',
    notices: 'An approved item appears a moment later, once; it is never half there.',
    home: 'demos/reference-api/storage/',
    written: true,
    demo: null,
    infra: 'objects',
  },
} as const satisfies Record<string, Part>;
