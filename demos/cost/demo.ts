// What a month on AWS costs, part by part.
export const about = {
  id: 'cost',
  figure: 'Demo 4.B',
  title: 'What a month of this system costs',
  text: 'Requests, task sizes, database, cache, zones and logs become a monthly estimate for each part of the AWS topology, every line with its price, where and when that price was read, and how sure it is. Three profiles; two configurations side by side; as a link, as text, as CSV.',
} as const;
