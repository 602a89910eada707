// The database in this browser's IndexedDB, if the reader wants that: one record, the whole data directory.

export interface KeptCopy {
  readonly bytes: ArrayBuffer;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Cupboard {
  /** Null where nothing is kept, and where the browser keeps nothing. */
  read(): Promise<KeptCopy | null>;
  /** @throws what the browser throws: no room, no permission */
  write(copy: KeptCopy): Promise<void>;
  /** Whether it is gone. */
  forget(): Promise<boolean>;
}

const name = 'lavbytes-postgres';
const shelf = 'copies';
const only = 'database';

const done = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

async function open(): Promise<IDBDatabase> {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(shelf);
  return done(request);
}

async function using<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await open();
  try {
    const transaction = db.transaction(shelf, mode);
    const value = await done(work(transaction.objectStore(shelf)));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
    return value;
  } finally {
    db.close();
  }
}

const isCopy = (value: unknown): value is KeptCopy =>
  typeof value === 'object' &&
  value !== null &&
  (value as KeptCopy).bytes instanceof ArrayBuffer &&
  typeof (value as KeptCopy).at === 'number';

export const cupboard: Cupboard = {
  async read() {
    try {
      const value: unknown = await using('readonly', (store) => store.get(only));
      return isCopy(value) ? value : null;
    } catch {
      return null;
    }
  },
  async write(copy) {
    await using('readwrite', (store) => store.put(copy, only));
  },
  async forget() {
    try {
      await using('readwrite', (store) => store.delete(only));
      return true;
    } catch {
      return false;
    }
  },
};
