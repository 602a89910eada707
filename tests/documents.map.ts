// Where each line of content/document.txt stands on the site. Rows keep the document's order; a line of several
// sentences takes several rows. `says` is the sentence that the site has instead, `because` the reason for it.

export interface Row {
  /** The words of the document. */
  readonly text: string;
  /** Path of the page that has them. */
  readonly page: string;
  /** CSS selector of the element, in that page, that holds the words. */
  readonly at: string;
  readonly says?: string;
  readonly because?: string;
}

/** Rows of one place: the same page, the same element. */
const inside = (page: string, at: string, ...texts: readonly string[]): Row[] =>
  texts.map((text) => ({ text, page, at }));

const landing = [
  ...inside('/', 'main', 'System Architecture'),
  ...inside('/', 'h1', 'How We Build', 'Modern Systems.'),
  ...inside(
    '/',
    'main',
    'A transparent breakdown of the technology choices, integration patterns, and security principles that underpin every system we engineer at LavBytes.',
  ),
];

const webStack: Row[] = [
  ...inside('/', 'main', '01 — Modern Web Stack'),
  ...inside(
    '/web-stack/',
    'main',
    'Next.js · Node.js · PostgreSQL',
    'We select each layer of the stack based on a single criterion: production reliability at scale.',
  ),
  {
    text: 'Next.js provides server-side rendering and static generation for blazing-fast frontends.',
    page: '/web-stack/',
    at: 'main',
    says: 'Next.js provides server-side rendering and static generation for fast frontends: the first answer is HTML that can be read before any script has run.',
    because: '“Blazing-fast” cannot be measured; what arrives first can.',
  },
  ...inside(
    '/web-stack/',
    'main',
    'Node.js powers our API with a non-blocking event loop that handles concurrency without thrashing memory.',
    'PostgreSQL gives us ACID compliance, relational integrity, and the query performance needed for complex business data.',
    'Request lifecycle',
  ),
  ...inside(
    '/web-stack/',
    '#request-lifecycle',
    'Browser',
    'Next.js App Router',
    'Edge / CDN',
    'Static + ISR cache',
    'API Gateway',
    'Rate limiting · WAF',
    'Next.js Server',
    'RSC · SSR · API routes',
    'Node.js Service',
    'Business logic layer',
    'Auth Middleware',
    'JWT · Session',
    'PostgreSQL',
    'Primary DB · ACID',
    'Redis',
    'Cache · Sessions',
  ),
];

const aiLayer: Row[] = [
  ...inside('/', 'main', '02 — AI Integration Layer'),
  ...inside(
    '/ai-layer/',
    'main',
    'Embedding Intelligence into Workflows',
    'We treat AI not as a feature, but as a service layer.',
    'LLMs are orchestrated through structured pipelines where each step has a defined input contract and output schema.',
  ),
  {
    text: 'A confidence-routing mechanism decides whether the model output is reliable enough to pass through, or whether a human reviewer must intervene — ensuring accuracy without sacrificing automation speed.',
    page: '/ai-layer/',
    at: 'main',
    says: 'A confidence-routing mechanism decides whether the model output is reliable enough to pass through, or whether a human reviewer must intervene — keeping accuracy above an agreed limit, at the smallest cost in automation speed.',
    because:
      'Accuracy and speed are traded against each other; nothing ensures one without giving up some of the other.',
  },
  ...inside('/ai-layer/', 'main', 'AI orchestration pipeline'),
  ...inside(
    '/ai-layer/',
    '#ai-pipeline',
    'Raw Input',
    'File / Text / API',
    'LLM Processor',
    'LangChain · GPT-4',
    'Schema Validator',
    'Output contract',
    'Confidence ≥ 90%',
    'Auto-approve',
    'Confidence Router',
    'Threshold logic',
    'Human Review UI',
    'HITL interface',
    'Audit Trail',
  ),
  ...inside('/ai-layer/', 'main', 'Immutable log'),
  ...inside('/ai-layer/', '#ai-pipeline', 'Output Store', 'PostgreSQL · S3'),
];

const security: Row[] = [
  ...inside('/', 'main', '03 — Security Layer'),
  ...inside(
    '/security/',
    'main',
    'Authentication · API Protection · OWASP',
    'Security is not a final pass — it is the frame around which everything else is built.',
    'We implement defence-in-depth: each layer independently validates and rejects untrusted requests before they reach the next.',
  ),
  {
    text: 'OWASP Top-10 mitigations are applied at the infrastructure level, not the application level, so they cannot be accidentally removed during a future refactor.',
    page: '/security/',
    at: 'main',
    says: 'OWASP Top-10 mitigations are applied at the infrastructure level first, not only at the application level, so a future refactor of the application does not remove them by accident.',
    because:
      'Access control can only be decided in the application, and what stands in a template can be removed from it too.',
  },
  ...inside('/security/', 'main', 'Defence-in-depth layers'),
  ...inside(
    '/security/',
    '#security-layers',
    'WAF + DDoS Protection',
    'AWS Shield · CloudFront rules',
    'L1',
    'API Gateway',
    'Rate limiting · IP allowlisting · TLS only',
    'L2',
    'Authentication',
    'JWT RS256 · Short-lived tokens · Refresh rotation',
    'L3',
    'Authorisation',
    'RBAC · Attribute-level permissions · Ownership checks',
    'L4',
    'Input Validation',
    'Zod schemas · Sanitisation · SQL parameterisation',
    'L5',
    'Encrypted Data Store',
    'AES-256 at rest · TLS in transit · Vault secrets',
    'L6',
  ),
];

const cloud: Row[] = [
  ...inside('/', 'main', '04 — Cloud Deployment'),
  ...inside('/cloud/', 'main', 'Docker · AWS Infrastructure'),
  {
    text: 'Every service we deploy is containerised via Docker, ensuring that the environment in development is identical to the environment in production — eliminating the classic "works on my machine" failure mode.',
    page: '/cloud/',
    at: 'main',
    says: 'Every service we deploy is containerised via Docker, ensuring that the image in development is identical to the image in production — ending the classic "works on my machine" failure mode where the image was its cause.',
    because: 'The image can be identical, to the byte; configuration, data and load are not.',
  },
  ...inside(
    '/cloud/',
    'main',
    'On AWS, we orchestrate containers using ECS Fargate for serverless container management, back them with RDS for managed PostgreSQL, and front them with CloudFront for global edge caching.',
    'AWS deployment topology',
  ),
  ...inside(
    '/cloud/',
    '#aws-topology',
    'Internet / Users',
    'AWS CloudFront',
    'CDN · Edge caching · TLS termination',
    'ECS Fargate',
    'Next.js container',
    'ECS Fargate',
    'API service container',
    'API Gateway',
    'Auth · Throttle',
    'S3 Bucket',
    'Static assets',
    'AWS RDS',
    'PostgreSQL · Multi-AZ',
    'ElastiCache',
    'Redis cluster',
    'Secrets Manager',
    'Vault · Keys · Certs',
  ),
];

const delivery: Row[] = [
  ...inside(
    '/delivery/',
    'main',
    'CI/CD pipeline',
    'GitHub Actions',
    'Docker Build',
    'ECR Push',
    'ECS Rolling Deploy',
    'Health Check',
  ),
];

const start: Row[] = [
  ...inside('/start/', 'body', 'Start a project'),
  ...inside('/start/', 'h1', "Tell us what you're building."),
  ...inside(
    '/start/',
    'main',
    'Engineering for startups building the future.',
    'From validation prototypes to enterprise-grade systems.',
    'We build anything with a digital pulse.',
    'No sales pitch.',
    "Just an honest assessment of whether we're the right fit.",
    '• Response within 24 hours',
    '• Honest fit assessment, no hard sell',
    '• NDA available on request',
    '• Free 30-min discovery call',
    'Prefer email? lavbytes@gmail.com',
  ),
];

export const rows: readonly Row[] = [
  ...landing,
  ...webStack,
  ...aiLayer,
  ...security,
  ...cloud,
  ...delivery,
  ...start,
];
