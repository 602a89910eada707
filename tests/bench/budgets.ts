// What the site has promised to keep to. The bench prints each beside what it measured and never fails a test with it.

export const budgets = {
  /** Ours over the hand-written page, medians of paired runs. */
  lcpOverHandwritten: 1.15,
  /** Ours over Starlight: ahead of it. */
  lcpOverStarlight: 1,
  score: 100,
  layoutShift: 0,
  blockingMs: 0,
  /** Transferred before the reader touches anything, response headers included, fonts apart. 1 KB is 1,000 bytes. */
  pageBytes: 60_000,
  /** Script before the reader touches anything: compressed files and the inline code in the page. */
  scriptBytes: 5_000,
  /** Of the form to start a project: median, in the form's worker. */
  proofOfWorkMs: 1_500,
  /** The longest that a key waits while the proof of work is made: what nobody feels. */
  inputDelayMs: 50,
  /** Time for a page between 500 and 1,000 pages over that between 250 and 500. */
  buildLinearity: 1.3,
} as const;
