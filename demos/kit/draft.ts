// What somebody has written, kept in this browser. Storage may be full, blocked or absent: then it is kept while the page
// stands, and `kept` says which of them it is.

export interface Draft {
  read(): string | null;
  /** True when it will be there after a reload. */
  write(text: string): boolean;
  clear(): void;
}

interface Storing {
  getItem(name: string): string | null;
  setItem(name: string, value: string): void;
  removeItem(name: string): void;
}

/** @param storage for tests; the page's own is looked up at each call, because reading the property can throw. */
export function createDraft(name: string, storage: () => Storing = () => localStorage): Draft {
  const key = `draft:${name}`;
  let beside: string | null = null;
  const tried = <T>(work: (store: Storing) => T, otherwise: T): T => {
    try {
      return work(storage());
    } catch {
      return otherwise;
    }
  };
  return {
    read: () => beside ?? tried((store) => store.getItem(key), null),
    write: (text) => {
      const kept = tried((store) => {
        store.setItem(key, text);
        return true;
      }, false);
      beside = kept ? null : text;
      return kept;
    },
    clear: () => {
      beside = null;
      tried((store) => store.removeItem(key), undefined);
    },
  };
}
