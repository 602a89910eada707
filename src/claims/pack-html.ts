// The evidence pack as one file that needs no network: for a reviewer's folder, and for paper.
import { escapeHtml as text } from '../markdown/escape.ts';
import css from '../styles/pack.css?inline';
import { kinds } from './claim.ts';
import { sections } from './ledger.ts';
import type { Pack, PackedClaim } from './pack.ts';
import type { ProofResult } from './results.ts';
import { day } from './words.ts';

const each = <T>(items: readonly T[], one: (item: T) => string): string => items.map(one).join('');
const small = (inner: string): string => `<p class="small">${inner}</p>`;

function proof({
  id,
  says,
  outcome,
  ms,
  evidence: { checks, decided, exchanges, trail },
}: ProofResult): string {
  const calls = exchanges.filter(({ phase }) => phase === 'act').slice(-3);
  return `<div class="proof" id="proof-${id}"><p>${text(says)}</p>
<ul>${each(checks, ({ held, says: what }) => `<li>${held ? '✓' : '✗'} ${text(what)}</li>`)}</ul>
${small(`${outcome.kind}, ${ms} ms · ${decided.layer} <code>${text(decided.rule)}</code> · <code>${text(decided.file)}:${decided.line}</code> · <code>demos/proofs/${id}.ts</code>${trail ? ` · audit entry ${trail.seq}` : ''}`)}
${small(each(calls, ({ who, method, path, status }) => `<code>${text(`${who}: ${method} ${path} → ${status}`)}</code><br>`))}</div>`;
}

function article({ id, sentence, kind, why, note, owasp, asvs, proofs, tests }: PackedClaim): string {
  const ids = [...owasp.map((one) => `OWASP ${one}`), ...asvs.map((one) => `ASVS 5.0 ${one}`)];
  return `<article id="${id}"><h3>${text(sentence)} <span>${kinds[kind].sign} ${kinds[kind].word}</span></h3>
${why || note ? `<p>${text([why, note].filter(Boolean).join(' '))}</p>` : ''}${ids.length > 0 ? small(ids.join(' · ')) : ''}
${proofs.length > 0 ? `<ul>${each(proofs, (one) => `<li><a href="#proof-${one}">${one}</a></li>`)}</ul>` : ''}${tests.length > 0 ? `<ul class="small">${each(tests, ({ file, title }) => `<li><code>${text(file)}</code>: ${text(title)}</li>`)}</ul>` : ''}</article>`;
}

export function packHtml({ title, disclaimer, run, counts, claims, proofs }: Pack): string {
  const total = claims.length;
  const sums = Object.entries(counts).map(
    ([kind, count]) => `${count} ${kinds[kind as keyof typeof kinds].word}`,
  );
  const facts: readonly (readonly [string, string])[] = run
    ? [
        ['Host', run.host],
        ['Date', `${day(run.date)} (${run.date})`],
        ['Commit', run.commit],
        ['SHA-256 of proofs and service', run.sources],
        ['SHA-256 of the results', run.results],
      ]
    : [];
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex"><meta name="description" content="Every claim of the site with its check and the recorded evidence, in one file."><link rel="icon" href="/favicon.svg" type="image/svg+xml">
<style>${css}</style></head>
<body><main><h1>${title}</h1><p><strong>${disclaimer}</strong></p>
<dl>${each(facts, ([name, value]) => `<dt>${name}</dt><dd>${text(value)}</dd>`)}</dl>
<p>${total} claims: ${sums.join(', ')}.</p>
${each(Object.entries(sections), ([section, name]) => {
  const own = claims.filter((claim) => claim.section === section);
  return `<section><h2>${text(name)}</h2>${each(own, article)}</section>`;
})}
<section><h2>The proofs</h2>${each(proofs, proof)}</section></main></body></html>
`;
}
