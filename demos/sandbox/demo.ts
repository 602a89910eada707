export const about = {
  id: 'sandbox',
  figure: 'Sandbox',
  title: 'The reference API, in this browser',
  text: 'A console for every call of the API: sign in as any of ten example people, fill in fields or write the JSON, read the answer with the time of each layer, the log and what is stored in the database.',
} as const;
