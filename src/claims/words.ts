// Dates as readers write them.
const form = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** "22 November 2026" */
export const day = (iso: string): string => form.format(new Date(iso));
