// The evidence pack of the recorded run: what the ledger shows, as data. Its form, and the printable file, are demos/proofs/pack/.
import { figuresOf, hashOf, type Pack } from '#demos/proofs/pack/pack.ts';
import { kinds } from './claim.ts';
import { counted, groups, sections } from './ledger.ts';
import { placeOf } from './place.ts';
import { lastRun } from './results.ts';

const disclaimer =
  'This demonstrates the reference implementation. It is not an audit, and it says nothing about a system that you run.';

export async function pack(site: URL | string): Promise<Pack> {
  const run = lastRun();
  const proofs = run?.results ?? [];
  const claims = groups().flatMap((group) =>
    group.claims.map((claim) => ({
      id: claim.id,
      sentence: claim.sentence,
      section: claim.section,
      kind: claim.kind,
      url: new URL(placeOf(claim), site).href,
      why: claim.why ?? null,
      note: claim.note ?? null,
      owasp: claim.owasp,
      asvs: claim.asvs,
      proofs: claim.proofs,
      // What the drift gate compared is a test like the others to whoever reads the pack.
      tests: [...claim.tests, ...claim.template.map((title) => ({ file: 'infra/gate/gate.ts', title }))],
    })),
  );
  return {
    title: 'LavBytes System Architecture: claims and evidence',
    disclaimer,
    run: run && {
      host: run.host,
      commit: run.commit,
      date: run.date,
      sources: run.sources,
      results: await hashOf(proofs),
      layersOff: [],
    },
    figures: figuresOf(claims, proofs),
    kinds: Object.fromEntries(counted().map(([kind, count]) => [kind, { ...kinds[kind], count }])),
    sections,
    claims,
    proofs,
    rules: run?.rules ?? {},
  };
}
