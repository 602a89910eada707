// The proofs as a reader runs them: which there are, in groups by what decides. Data only.

export const about = {
  id: 'ledger',
  figure: 'Ledger',
  title: 'Run the proofs in this browser',
  text: 'Every proof of the ledger, run against the reference API in the tab: all of them or one, with a layer switched off to see what depends on it. Each result stands beside the recorded one, and the run can be saved as an evidence pack.',
} as const;

export const layers = ['L1', 'L2', 'L3', 'L4', 'L5', 'L6'] as const;
export type Layer = (typeof layers)[number];

/** Kinds of deciders, in the order in which a request meets them. */
export const groups = [...layers, 'audit', 'data'] as const;
export type Group = (typeof groups)[number];

/** What a run must leave as it found it: everything that the API shows of the example data. */
export const exampleData = `select d.id::text, d.title, d.owner_id::text, d.locked, d.version, md5(d.body_sealed)
  from documents d union all
  select u.id::text, u.email, u.role, u.status = 'active', 0, u.department from users u order by 1, 2`;
