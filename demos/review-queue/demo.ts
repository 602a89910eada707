// What the first frame shows, as text and as data: one item of the queue, as the API gives it for the first of messages.ts.
// A test sends that message in and compares.

export const about = {
  id: 'review-queue',
  figure: 'Demo 2.B',
  title: 'Clear a queue that does not let two people decide one thing',
  text: 'The human side of the router, on the reference API in the tab: a message beside what the model read in it, decided with single keys or a thumb; a lease that runs out, a decision that comes too late, an undo, a second reviewer in a second tab, and each decision in an audit trail that can be verified and tampered with.',
} as const;

export interface Sample {
  readonly text: string;
  readonly fields: {
    readonly intent: string;
    readonly urgency: string;
    readonly orderNumber: string | null;
    readonly amountCents: number | null;
    readonly date: string | null;
  };
  readonly reasons: readonly string[];
  /** Of the whole item, calibrated, in hundredths. */
  readonly confidence: number;
}

export const sample: Sample = {
  text: 'Hello,\nthe lamp from LB-70311 came with a broken foot. I paid € 1,240.00 for it and would like the money back.\nMarta Kowalska',
  fields: { intent: 'refund', urgency: 'normal', orderNumber: 'LB-70311', amountCents: null, date: null },
  reasons: ['low_confidence', 'novel_vocabulary'],
  confidence: 60,
};

/** In the order in which hands learn them. */
export const keys = [
  { key: 'j', title: 'Next item' },
  { key: 'k', title: 'Previous item' },
  { key: 'a', title: 'Approve as read' },
  { key: 'e', title: 'Correct the fields' },
  { key: 'r', title: 'Reject, with a reason' },
  { key: 'x', title: 'Escalate, with a reason' },
  { key: 'z', title: 'Undo the last decision' },
] as const;
