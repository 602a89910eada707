// "Start a project": the words of the form. What may be in a field is the service's own contract, and only that.
import { budgets, stages, times } from '#api/leads/contract.ts';

export const about = {
  id: 'start',
  figure: 'The form',
  title: 'Tell us what you’re building',
  text: 'What you are building, where it stands, what matters, and an address to answer to. It is stored before anything else is tried, and you get a reference number.',
} as const;

export const mailAddress = 'lavbytes@gmail.com';

export const stageWords: Readonly<Record<(typeof stages)[number], string>> = {
  idea: 'An idea',
  prototype: 'A prototype',
  running: 'A running system',
  growing: 'A system that has to grow',
};

export const budgetWords: Readonly<Record<(typeof budgets)[number], string>> = {
  unknown: 'I don’t know yet',
  'under-10k': 'Under $10,000',
  '10k-50k': '$10,000 to $50,000',
  '50k-150k': '$50,000 to $150,000',
  'over-150k': 'Over $150,000',
};

export const timeWords: Readonly<Record<(typeof times)[number], string>> = {
  open: 'It is open',
  'this-month': 'This month',
  'this-quarter': 'In the next three months',
  'this-year': 'Within a year',
};

/** What a link may say the message is about; other ids are shown as they are. */
export const topicWords: Readonly<Record<string, string>> = {
  'web-stack': 'Web stack',
  'ai-layer': 'AI layer',
  security: 'Security',
  cloud: 'Cloud',
  delivery: 'Delivery',
};

export const fieldWords = {
  building: 'What you are building',
  stage: 'Where it stands today',
  matters: 'What matters most',
  name: 'Your name',
  email: 'Your e-mail address',
  company: 'Company',
  budget: 'Budget',
  time: 'When',
  nda: 'An NDA first',
  topic: 'About',
  from: 'Came from',
  claim: 'Sentence',
  looked: 'What you looked at',
} as const;
export type FieldName = keyof typeof fieldWords;

export { budgets, stages, times };
/** Demos of this site that a link may come from. */
export const places: Readonly<Record<string, string>> = {
  'first-request': 'First request',
  sandbox: 'Sandbox',
  lab: 'Lab',
  postgres: 'PostgreSQL console',
  tokens: 'Token workshop',
  validation: 'Validation bench',
  attacks: 'Attack console',
  router: 'Confidence router',
  newsletter: 'A newsletter',
  mail: 'A mail of ours',
  talk: 'A talk',
};
