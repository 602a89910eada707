// What the demo is called and says of itself. Data only.
export const about = {
  id: 'validation',
  figure: 'Demo 3.B',
  title: 'A value meets its contract',
  text: 'The API’s own contracts and values that meet them or do not; at least fifty near misses of each, made on the page, and valid values as well. A schema of your own, in TypeScript, runs in an engine of its own that a loop or a full memory cannot leave. Each schema is shown as the form, the call, the JSON Schema, the model’s output format and the type that come from it.',
} as const;
