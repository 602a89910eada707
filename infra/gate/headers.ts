// The headers of the site: what src/headers.ts says of a path, against what the template's distribution adds to it. The paths are
// made from the rules: one for each rule, and one for each two that may both fit.
import { fits, type Hashes, headersFor, type Rule, rules } from '../../src/headers.ts';
import { behaviourFor, readDistribution } from '../local/edge/distribution.ts';
import type { Template } from '../synth.ts';
import type { Complaint } from './gate.ts';
import { placeOf, resourcesOf } from './template.ts';

/** What an object carries itself: the script that uploads it takes them from the same file. */
const ofTheObject = new Set(['Content-Type', 'Cache-Control']);

function probes(all: readonly Rule[]): string[] {
  const patterns = all.map(({ path }) => path);
  const cut = (pattern: string) => {
    const [head = '', tail = head] = pattern.split('*');
    return { head, tail };
  };
  const crossed = patterns.flatMap((a) => patterns.map((b) => `${cut(a).head || '/'}probe${cut(b).tail}`));
  const whole = patterns.map((pattern) => (pattern.includes('*') ? '/' : pattern));
  return [...new Set([...whole, ...crossed, '/', '/security/', '/404.html'])].filter((path) =>
    patterns.some((pattern) => fits(pattern, path)),
  );
}

export function headerDrift(
  template: Template,
  hashes: Hashes,
): { complaints: Complaint[]; checked: number } {
  const { behaviours } = readDistribution(template);
  const [distribution] = resourcesOf({ 'lavbytes-site': template }).filter(
    ({ type }) => type === 'AWS::CloudFront::Distribution',
  );
  const complaints: Complaint[] = [];
  let checked = 0;
  for (const path of probes(rules(hashes))) {
    const behaviour = behaviourFor(behaviours, path);
    const added = new Map(behaviour.headers.map(({ name, value }) => [name, value]));
    const wanted = new Map(
      Object.entries(headersFor(path, 'index.html', hashes)).filter(([name]) => !ofTheObject.has(name)),
    );
    for (const name of new Set([...added.keys(), ...wanted.keys()])) {
      checked++;
      if (added.get(name) === wanted.get(name)) continue;
      complaints.push({
        says: `${name} of ${path} differs: “${wanted.get(name) ?? 'none'}” in the model, “${added.get(name) ?? 'none'}” in the template`,
        model: `src/headers.ts: rules, ${path}, ${name}`,
        other: `${distribution ? placeOf(distribution) : 'lavbytes-site'}, behaviour ${behaviour.pattern}`,
      });
    }
  }
  return { complaints, checked };
}
