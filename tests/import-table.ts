// Who may import whom, as rows: the first row whose room a file lies in decides. Words → page → demo → proof → the
// reference API; nothing turns back. A target is a path of the repository, or `npm:name`, `node:name`, `astro:name`.
export interface Row {
  readonly room: string;
  readonly files: RegExp;
  readonly may: readonly RegExp[];
  /** One import that this row must refuse and one that it must allow, so that no row can be empty talk. */
  readonly refuses: readonly [from: string, target: string];
  readonly allows?: readonly [from: string, target: string];
}

const packages = [/^npm:/, /^node:/];
const api = 'demos/reference-api';
/** The rules of the reference API: pure, without npm, and by name, so that making one impure is a decision seen here. */
const rule =
  `${api}/(` +
  [
    'access/(policy|evaluate|decide)',
    'audit/(chain|entry|hex|verify)',
    'edge/(json-gate|limits|screening-rules|screen)',
    'gateway/structured-fields',
    'storage/examples',
    'intake/(route-by-confidence|calibrate|processor|local|model/(?!(make-command|.*\\.test)\\.)[\\w-]+)',
    'leads/(csv|reference)',
    'identity/(rotate|claims|key-life|phc|algorithms|base64url|common-passwords|password-policy)',
    'identity/(strict-form|access-token|signatures|make-key|refresh-token|settings)',
  ].join('|') +
  ')\\.ts$';
/** Rules over a contract: pure as the others, and what they hold an answer to is its schema. */
const held = `${api}/intake/(validate|judgement)\\.ts$`;
/** What is driven from outside: commands, processes that tests start, the tests' own hosts, tables, benchmarks. */
const outside = `${api}/(leads/lambda/|([^/]+/)?test/|(documents|review)/placing\\.ts$|coverage/|bench/|host/|[^/]+/[\\w-]*(command|verify-export|process|server|test-deps)\\.ts$|main\\.ts$)`;
/** The other ends of the ports: opened by the outside only, so that a feature never knows which one it was given. */
const adapter =
  'storage/(pg|pglite|owner-pg|owner-pglite|redis|redis-take|memory-objects|folder|s3|losses|seed|migrate)\\.ts$';
const contract = `${api}/[^/]+/contract\\.ts$`;
const row = (source: string): RegExp => new RegExp(`^${source}`);

export const table: readonly Row[] = [
  {
    room: 'tests',
    files: /^tests\/|\.(test|spec)\.tsx?$/,
    may: [/^(?!.*\.(test|spec)\.)/],
    refuses: ['tests/pages.ts', 'tests/links.test.ts'],
    allows: ['src/headers.test.ts', 'src/headers.ts'],
  },
  {
    room: 'content',
    files: /^content\//,
    may: [/^demos\/(?!kit\/|runtime\/|proofs\/|reference-)[^/]+\/[A-Z]\w*\.tsx$/],
    refuses: ['content/pages/security.mdx', 'src/headers.ts'],
    allows: ['content/pages/security.mdx', 'demos/token-rotation/Rotation.tsx'],
  },
  {
    room: 'src/headers',
    files: /^src\/headers[\w-]*\.ts$/,
    may: [],
    refuses: ['src/headers.ts', 'node:crypto'],
  },
  {
    room: 'src/architecture',
    files: /^src\/architecture\//,
    may: [/^src\/architecture\//],
    refuses: ['src/architecture/model.ts', 'npm:zod'],
    allows: ['src/architecture/model.ts', 'src/architecture/shape.ts'],
  },
  {
    room: 'src: what the reader’s browser runs',
    files: /^src\/(client|diagram\/client)\//,
    may: [
      /^src\/(client|diagram\/client)\//,
      /^src\/search\/palette\.(ts|css\?url)$/,
      /^src\/(nearest|markdown\/copy)\.ts$/,
    ],
    refuses: ['src/client/start.ts', 'npm:mermaid'],
    allows: ['src/client/start.ts', 'src/diagram/client/client.ts'],
  },
  {
    room: 'src',
    files: /^src\//,
    may: [
      /^src\//,
      ...packages,
      /^astro:/,
      /^demos\/[^/]+\/demo\.ts$/,
      // Which sources recorded evidence belongs to, and the form in which it is handed out.
      /^demos\/proofs\/(record\/sources\.ts$|pack\/)/,
      /^demos\/.*\?raw$/,
      /^content\/.*\.(yaml|txt)$/,
    ],
    refuses: ['src/pages/index.astro', 'demos/token-rotation/session.ts'],
    allows: ['src/pages/index.astro', 'demos/token-rotation/demo.ts'],
  },
  {
    room: 'infra',
    files: /^infra\//,
    may: [
      /^infra\//,
      ...packages,
      /^src\/headers[\w-]*\.ts$/,
      /^src\/architecture\//,
      // The form of the table that the infrastructure makes.
      /^demos\/reference-api\/leads\/table\.ts$/,
    ],
    refuses: ['infra/local/serve.ts', 'src/repository.ts'],
    allows: ['infra/local/serve.ts', 'src/headers.ts'],
  },
  {
    room: 'demos/proofs: the recorder and the mutation run, which bring a service of their own',
    files: /^demos\/proofs\/(record|mutation)\//,
    may: [...packages, /^demos\/(proofs|runtime)\//, /^demos\/reference-api\//, /^infra\/local\/commit\.ts$/],
    refuses: ['demos/proofs/record/main.ts', 'src/headers.ts'],
    allows: ['demos/proofs/record/main.ts', 'demos/reference-api/app.ts'],
  },
  {
    room: 'demos/proofs',
    files: /^demos\/proofs\//,
    may: [
      /^demos\/proofs\//,
      /^demos\/runtime\/(client|contract)\.ts$/,
      row(contract),
      row(`${api}/(audit/(verify|hex)|storage/examples)\\.ts$`),
    ],
    refuses: ['demos/proofs/reuse.ts', 'demos/reference-api/storage/pg.ts'],
    allows: ['demos/proofs/reuse.ts', 'demos/reference-api/identity/contract.ts'],
  },
  {
    room: 'demos/kit and demos/runtime',
    files: /^demos\/(kit|runtime)\//,
    may: [
      /^demos\/(kit|runtime)\//,
      ...packages,
      /^demos\/reference-api\/(app\.ts$|storage\/|host\/embedded\.ts$|identity\/make-key\.ts$)/,
    ],
    refuses: ['demos/kit/frame.tsx', 'demos/token-rotation/session.ts'],
    allows: ['demos/runtime/in-tab.ts', 'demos/reference-api/app.ts'],
  },
  {
    room: 'reference-api: rules import rules, not even npm',
    files: row(rule),
    may: [row(rule)],
    refuses: ['demos/reference-api/access/decide.ts', 'npm:zod'],
    allows: ['demos/reference-api/access/decide.ts', 'demos/reference-api/access/policy.ts'],
  },
  {
    room: 'reference-api: rules over a contract',
    files: row(held),
    may: [row(held), row(rule), row(contract)],
    refuses: ['demos/reference-api/intake/validate.ts', 'npm:zod'],
    allows: ['demos/reference-api/intake/validate.ts', 'demos/reference-api/intake/contract.ts'],
  },
  {
    room: 'reference-api: contracts',
    files: row(contract),
    may: [/^npm:zod$/, row(contract), row(rule)],
    refuses: ['demos/reference-api/identity/contract.ts', 'demos/reference-api/identity/store.ts'],
    allows: ['demos/reference-api/identity/contract.ts', 'npm:zod'],
  },
  {
    room: 'reference-api: the outside (host, commands, tests)',
    files: row(outside),
    may: [...packages, /^demos\/reference-api\//, /^infra\/local\//],
    refuses: ['demos/reference-api/main.ts', 'src/headers.ts'],
    allows: ['demos/reference-api/main.ts', 'demos/reference-api/storage/pg.ts'],
  },
  {
    room: 'reference-api: routes',
    files: row(`${api}/[^/]+/[\\w-]*routes\\.ts$`),
    may: [...packages, row(`${api}/(?!main\\.ts$|app\\.ts$|host/|test/|${adapter})`)],
    refuses: ['demos/reference-api/identity/routes.ts', 'demos/reference-api/app.ts'],
    allows: ['demos/reference-api/identity/routes.ts', 'demos/reference-api/identity/store.ts'],
  },
  {
    room: 'reference-api: storage',
    files: row(`${api}/storage/`),
    may: [...packages, row(`${api}/(storage/|deps\\.ts$|problem\\.ts$|ids\\.ts$)`)],
    refuses: ['demos/reference-api/storage/pg.ts', 'demos/reference-api/identity/refresh.ts'],
    allows: ['demos/reference-api/storage/pg.ts', 'demos/reference-api/problem.ts'],
  },
  {
    room: 'reference-api: app, pipeline and features',
    files: /^demos\/reference-api\//,
    may: [...packages, row(`${api}/(?!main\\.ts$|app\\.ts$|host/|test/|${adapter})`)],
    refuses: ['demos/reference-api/identity/store.ts', 'demos/reference-api/storage/pg.ts'],
    allows: ['demos/reference-api/app.ts', 'demos/reference-api/identity/routes.ts'],
  },
  {
    room: 'demos/reference-web',
    files: /^demos\/reference-web\//,
    may: [/^demos\/reference-web\//, ...packages],
    refuses: ['demos/reference-web/app/page.tsx', 'demos/reference-api/app.ts'],
  },
  {
    room: 'demos/attacks: the service’s source, as text to be shown',
    files: /^demos\/attacks\/source\.ts$/,
    may: [/^demos\/(proofs|reference-api)\//],
    refuses: ['demos/attacks/source.ts', 'npm:zod'],
    allows: ['demos/attacks/source.ts', 'demos/reference-api/pipeline.ts'],
  },
  {
    room: 'demos/<id>',
    files: /^demos\/(?<id>[^/]+)\//,
    may: [
      ...packages,
      /^demos\/(kit|runtime|proofs)\//,
      /^demos\/OWN\//,
      row(contract),
      row(rule),
      row(held),
      // A contract's text, to be shown beside what it does.
      row(contract.replace('$', '\\?raw$')),
    ],
    refuses: ['demos/token-rotation/session.ts', 'demos/sql-injection/session.ts'],
    allows: ['demos/token-rotation/session.ts', 'demos/reference-api/identity/rotate.ts'],
  },
  {
    room: 'configuration at the root',
    files: /^[\w.-]+$/,
    may: [...packages, /^src\//],
    refuses: ['astro.config.mjs', 'tests/pages.ts'],
    allows: ['astro.config.mjs', 'npm:astro'],
  },
];

/** Why an import is refused, or undefined. In a row's `may`, OWN stands for the demo that the file belongs to. */
export function refusal(from: string, target: string): string | undefined {
  const found = table.find(({ files }) => files.test(from));
  if (!found) return `${from} lies in no room of the import table`;
  const id = found.files.exec(from)?.groups?.['id'] ?? '';
  const allowed = found.may.some((pattern) => new RegExp(pattern.source.replace('OWN', id)).test(target));
  return allowed ? undefined : `${from} → ${target}: ${found.room} may not import this`;
}
