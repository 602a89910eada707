// What this browser keeps of this site, by name, and how it is cleared: whatever lies under the site's origin, known here or not.
export interface Kept {
  readonly kind: 'text' | 'database' | 'script';
  readonly name: string;
  /** For a reader; the name where this list does not know it. */
  readonly words: string;
}

export interface Ports {
  /** @throws where the browser forbids it */
  storage(): Storage;
  /** Names of IndexedDB databases. */
  databases(): Promise<readonly string[]>;
  dropDatabase(name: string): Promise<void>;
  /** Scopes of service workers. */
  scripts(): Promise<readonly string[]>;
  dropScript(scope: string): Promise<void>;
}

const known: Readonly<Record<string, string>> = {
  theme: 'Your choice of light or dark',
  fonts: 'That the fonts have been loaded',
  'start-draft': 'What you typed into the form, and its random number',
  'lavbytes.postgres.history': 'Scripts that you ran in the PostgreSQL console',
  'lavbytes-postgres': 'The database of the PostgreSQL console',
  '/sandbox/': 'The script that passes calls between tabs of the sandbox',
};

const thing = (kind: Kept['kind'], name: string): Kept => ({ kind, name, words: known[name] ?? name });

/** What cannot be asked for is not there: a browser that refuses storage keeps none. */
export async function look(ports: Ports): Promise<readonly Kept[]> {
  const [databases, scripts] = await Promise.all([
    ports.databases().catch(() => []),
    ports.scripts().catch(() => []),
  ]);
  return [
    ...texts(ports).map((name) => thing('text', name)),
    ...databases.map((name) => thing('database', name)),
    ...scripts.map((name) => thing('script', name)),
  ];
}

function texts({ storage }: Ports): readonly string[] {
  try {
    return Object.keys(storage()).sort();
  } catch {
    return [];
  }
}

/** @returns what is there all the same, e.g. a database that another tab has open */
export async function clear(ports: Ports, these: readonly Kept[]): Promise<readonly Kept[]> {
  for (const { kind, name } of these) {
    try {
      if (kind === 'text') ports.storage().removeItem(name);
      else if (kind === 'database') await ports.dropDatabase(name);
      else await ports.dropScript(name);
    } catch {
      // It is among what is left.
    }
  }
  return look(ports);
}

export const browserPorts: Ports = {
  storage: () => localStorage,
  async databases() {
    return (await indexedDB.databases()).flatMap(({ name }) => name ?? []);
  },
  dropDatabase: (name) =>
    new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error);
      request.onblocked = () => reject(new DOMException('Another tab has it open.', 'InvalidStateError'));
    }),
  async scripts() {
    const all = await navigator.serviceWorker.getRegistrations();
    return all.map(({ scope }) => new URL(scope).pathname);
  },
  async dropScript(scope) {
    const found = await navigator.serviceWorker.getRegistration(scope);
    await found?.unregister();
  },
};
