// The headers' half of the drift gate, which needs a build: src/headers.ts against the template of the site, and a drift on
// either side, which it has to find with both places named. Its other half is infra/gate/gate.test.ts.
import { beforeAll, expect, it } from 'vitest';
import { inWords } from '../infra/gate/gate.ts';
import { headerDrift } from '../infra/gate/headers.ts';
import { readHashes } from '../infra/local/serve.ts';
import { synthesise, type Template } from '../infra/synth.ts';
import { dist } from './pages.ts';

const hashes = readHashes(dist);
let template: Template;
beforeAll(async () => {
  template = (await synthesise(['lavbytes-site'])).templates['lavbytes-site'] as Template;
}, 240_000);

const said = (given: Template, known = hashes) => headerDrift(given, known).complaints.map(inWords);

/** The template with one text replaced in its header policies, in the first that has it. */
function changed(from: string | RegExp, to: string): Template {
  const copy = structuredClone(template) as { Resources: Record<string, { Type: string }> };
  for (const [id, one] of Object.entries(copy.Resources)) {
    if (one.Type !== 'AWS::CloudFront::ResponseHeadersPolicy') continue;
    const text = JSON.stringify(one);
    if (text.replace(from, to) === text) continue;
    copy.Resources[id] = JSON.parse(text.replace(from, to));
    return copy as unknown as Template;
  }
  throw new Error(`no header policy has ${from}`);
}

it('every header of every rule is in the template, and no other', () => {
  const { complaints, checked } = headerDrift(template, hashes);
  expect(complaints.map(inWords)).toEqual([]);
  expect(checked).toBeGreaterThan(100);
});

it.each<[string, () => string[], string]>([
  [
    'the template lets HSTS expire',
    () => said(changed('"AccessControlMaxAgeSec":63072000', '"AccessControlMaxAgeSec":300')),
    'Strict-Transport-Security',
  ],
  ['the template allows a camera', () => said(changed('camera=()', 'camera=*')), 'Permissions-Policy'],
  [
    'the template lets a page be framed',
    () => said(changed("frame-ancestors 'none'", "frame-ancestors 'self'")),
    'Content-Security-Policy',
  ],
  [
    'src/headers.ts was given other inline code',
    () => said(template, { ...hashes, scripts: hashes.scripts.slice(1) }),
    'Content-Security-Policy',
  ],
])('%s: found, and both places named', (_what, drift, header) => {
  const found = drift();
  expect(found).not.toEqual([]);
  expect(found[0]).toContain(`model: src/headers.ts: rules, `);
  expect(found[0]).toContain(header);
  expect(found[0]).toMatch(/there: lavbytes-site: \w+ \(lavbytes-site\/.*\), behaviour /);
});
