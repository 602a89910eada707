// The internal list of leads: for admins of the organisation that is written to.
export const about = {
  id: 'lead-list',
  figure: 'Internal',
  title: 'What was sent',
  text: 'Admins sign in to the service behind the form, read what arrived, newest first, and take it with them as CSV.',
} as const;
