// The response headers of the site as data, per path. The preview server sends them, the tests judge them and the
// infrastructure turns them into header policies, so what was tested is what is deployed. Imports nothing.

/** Sources such as `sha256-…`, taken from the built HTML: the only inline code that may run. */
export interface Hashes {
  readonly scripts: readonly string[];
  readonly styles: readonly string[];
}

type Directives = Readonly<Record<string, readonly string[]>>;

const write = (directives: Directives): string =>
  Object.entries(directives)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');

const quote = (hash: string): string => `'${hash}'`;

// #region csp
/** Pages, and everything that is not a script. Nothing is allowed that is not named; nothing inline without its hash. */
export const pagePolicy = (hashes: Hashes): string => write(pageDirectives(hashes));

/**
 * The lab may frame what a WebContainer is made of: StackBlitz's engine, and the addresses that its servers answer at. The hosts
 * are to be held against a first real boot: where this was written, StackBlitz could not be reached.
 */
export const labPolicy = (hashes: Hashes): string =>
  write({ ...pageDirectives(hashes), 'frame-src': ["'self'", ...containerHosts] });

const containerHosts = [
  'https://stackblitz.com',
  'https://*.webcontainer-api.io',
  'https://*.webcontainer.io',
];

/** What was refused is told to our own endpoint. `report-uri` and not `report-to`: the older one is the one that every browser has. */
const told: Directives = { 'report-uri': ['/api/reports'] };

const pageDirectives = ({ scripts, styles }: Hashes): Directives => ({
  'default-src': ["'none'"],
  // Search compiles its index reader, WebAssembly, when the reader first opens it. Nothing here evaluates text.
  'script-src': ["'self'", "'wasm-unsafe-eval'", ...scripts.map(quote)],
  'style-src': ["'self'", ...styles.map(quote)],
  'img-src': ["'self'", 'data:', 'blob:'],
  'font-src': ["'self'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'self'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['lavbytes'],
  ...told,
});

/** Scripts: a worker obeys the policy of its own response, not that of the page that started it. */
export const scriptPolicy: string = write({
  'default-src': ["'none'"],
  'script-src': ["'self'", "'wasm-unsafe-eval'"],
  'connect-src': ["'self'"],
  'worker-src': ["'self'"],
  'base-uri': ["'none'"],
  'form-action': ["'none'"],
  'frame-ancestors': ["'none'"],
  'require-trusted-types-for': ["'script'"],
  'trusted-types': ['lavbytes'],
  ...told,
});
// #endregion

const switchedOff = [
  'accelerometer',
  'autoplay',
  'browsing-topics',
  'camera',
  'display-capture',
  'encrypted-media',
  'gamepad',
  'geolocation',
  'gyroscope',
  'hid',
  'identity-credentials-get',
  'idle-detection',
  'local-fonts',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'publickey-credentials-get',
  'screen-wake-lock',
  'serial',
  'usb',
  'xr-spatial-tracking',
];

const forever = 'public, max-age=31536000, immutable';

export interface Rule {
  /** A path pattern as a CDN understands it: `*` stands for any run of characters. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
}

// #region rules
/** Every rule that fits a path applies, in this order; a later one replaces the same header of an earlier one. */
export const rules = (hashes: Hashes): readonly Rule[] => [
  {
    path: '*',
    headers: {
      'Content-Security-Policy': pagePolicy(hashes),
      // Two years. No `preload`: the preload list takes whole domains, and this site is one name under its domain.
      'Strict-Transport-Security': 'max-age=63072000; includeSubDomains',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'strict-origin-when-cross-origin',
      'Permissions-Policy': switchedOff.map((feature) => `${feature}=()`).join(', '),
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'public, max-age=0, must-revalidate',
    },
  },
  // Names with a content hash never change their bytes.
  { path: '/_astro/*', headers: { 'Cache-Control': forever } },
  { path: '/fonts/*', headers: { 'Cache-Control': forever } },
  { path: '/runtime/*', headers: { 'Cache-Control': forever } },
  // Names without a hash: their bytes change with every build.
  ...['/runtime/manifest.json', '/runtime/lab.json', '/runtime/reference-api.zip', '/runtime/recorded/*'].map(
    (path) => ({
      path,
      headers: { 'Cache-Control': 'public, max-age=0, must-revalidate' },
    }),
  ),
  // A worker started by an isolated page must be isolated itself.
  {
    path: '*.js',
    headers: { 'Content-Security-Policy': scriptPolicy, 'Cross-Origin-Embedder-Policy': 'require-corp' },
  },
  // The lab is cross-origin isolated, which a WebContainer needs, and may frame one.
  {
    path: '/lab/*',
    headers: {
      'Content-Security-Policy': labPolicy(hashes),
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
  },
];
// #endregion

export const fits = (pattern: string, path: string): boolean => {
  const [head = '', ...tail] = pattern.split('*');
  if (tail.length === 0) return path === pattern;
  const last = tail.at(-1) ?? '';
  return path.startsWith(head) && path.endsWith(last) && path.length >= head.length + last.length;
};

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  xml: 'application/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml; charset=utf-8',
  png: 'image/png',
  jpg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  wasm: 'application/wasm',
  zip: 'application/zip',
};

export const contentType = (file: string): string =>
  types[file.slice(file.lastIndexOf('.') + 1)] ?? 'application/octet-stream';

/** The headers of one response. `path` is the path asked for, `file` what is served for it (a page, or the 404 page). */
export function headersFor(path: string, file: string, hashes: Hashes): Record<string, string> {
  const fitting = rules(hashes).filter((rule) => fits(rule.path, path));
  return Object.assign({ 'Content-Type': contentType(file) }, ...fitting.map((rule) => rule.headers));
}
