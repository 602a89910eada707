// What a process printed, kept for a terminal that is looked at later. The oldest goes when there is more than 100,000 characters.

export interface Screen {
  readonly text: string;
  push(text: string): void;
  clear(): void;
  /** @param hear gets what comes; null: everything so far is void. @returns unsubscribe */
  listen(hear: (text: string | null) => void): () => void;
}

const most = 100_000;

export function createScreen(): Screen {
  const hearers = new Set<(text: string | null) => void>();
  let text = '';
  const tell = (more: string | null) => {
    for (const hear of [...hearers]) hear(more);
  };
  return {
    get text() {
      return text;
    },
    push(more) {
      text = (text + more).slice(-most);
      tell(more);
    },
    clear() {
      text = '';
      tell(null);
    },
    listen(hear) {
      hearers.add(hear);
      return () => void hearers.delete(hear);
    },
  };
}
