// The evidence pack as one file that needs no network: for a reviewer's folder, and for paper.
import type { Exchange } from '../evidence.ts';
import { inWords, type Pack, type PackedClaim, type PackedProof, type Verdict, verdictOf } from './pack.ts';

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const text = (plain: string): string => plain.replace(/[&<>"]/g, (sign) => entities[sign] as string);
const each = <T>(items: readonly T[], one: (item: T) => string): string => items.map(one).join('');
const small = (inner: string): string => `<p class="small">${inner}</p>`;
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const signs: Readonly<Record<Verdict, string>> = {
  held: '✓ holds',
  failed: '✗ does not hold',
  'not-run': '○ did not run',
};

const call =
  (whole: ReadonlySet<Exchange>) =>
  (exchange: Exchange): string => {
    const { who, method, path, sent, status, received } = exchange;
    const bodies = [sent && `> ${sent}`, received].filter(Boolean).join('\n');
    return `${small(`<code>${text(`${who}: ${method} ${path} → ${status}`)}</code>`)}${whole.has(exchange) && bodies ? `<pre>${text(bodies)}</pre>` : ''}`;
  };

function proof({ id, says, outcome, ms, evidence }: PackedProof): string {
  const { checks, decided, exchanges, inspections, trail } = evidence;
  // Every call in a line; what was sent and received, of those that decided.
  const whole = new Set(exchanges.filter(({ phase }) => phase === 'act').slice(-3));
  return `<div class="proof" id="proof-${id}"><p>${text(says)}</p>${outcome.why ? `<p><strong>${text(outcome.why)}</strong></p>` : ''}
<ul>${each(checks, ({ held, says: what }) => `<li>${held ? '✓' : '✗'} ${text(what)}</li>`)}</ul>
${small(`${outcome.kind}, ${ms} ms · ${decided.layer} <code>${text(decided.rule)}</code> · <code>${text(decided.file)}:${decided.line}</code> · <code>demos/proofs/${id}.ts</code>${trail ? ` · audit entry ${trail.seq}` : ''}`)}
${each(exchanges, call(whole))}${each(inspections, ({ sql, rows, error }) => small(`<code>${text(sql)}</code> ${text(error ?? `${rows} ${rows === 1 ? 'row' : 'rows'}`)}`))}</div>`;
}

const article = ({ kinds, proofs: results, run }: Pack) =>
  function one(claim: PackedClaim): string {
    const { id, sentence, kind, why, note, owasp, asvs, proofs, tests } = claim;
    const ids = [...owasp.map((one) => `OWASP ${one}`), ...asvs.map((one) => `ASVS 5.0 ${one}`)];
    const verdict = run === null ? null : verdictOf(claim, results);
    return `<article id="${id}"><h3>${text(sentence)} <span>${kinds[kind]?.sign} ${kinds[kind]?.word}${verdict ? ` · ${signs[verdict]}` : ''}</span></h3>
${why || note ? `<p>${text([why, note].filter(Boolean).join(' '))}</p>` : ''}${ids.length > 0 ? small(ids.join(' · ')) : ''}
${proofs.length > 0 ? `<ul>${each(proofs, (one) => `<li><a href="#proof-${one}">${one}</a></li>`)}</ul>` : ''}${tests.length > 0 ? `<ul class="small">${each(tests, ({ file, title }) => `<li><code>${text(file)}</code>: ${text(title)}</li>`)}</ul>` : ''}</article>`;
  };

/** The mapping as a reviewer asks for it: each item, and the claims that stand for it. */
function mapping(claims: readonly PackedClaim[], of: (claim: PackedClaim) => readonly string[]): string {
  const items = [...new Set(claims.flatMap(of))].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const links = (item: string) =>
    claims
      .filter((claim) => of(claim).includes(item))
      .map(({ id }) => `<a href="#${id}">${id}</a>`)
      .join(', ');
  return `<dl class="small">${each(items, (item) => `<dt>${item}</dt><dd>${links(item)}</dd>`)}</dl>`;
}

/** @param css pack.css beside this, as text */
export function packHtml(pack: Pack, css: string): string {
  const { title, disclaimer, run, recorded, figures, kinds, sections, claims, proofs } = pack;
  const sums = Object.values(kinds).map(({ count, word }) => `${count} ${word}`);
  const facts: readonly (readonly [string, string])[] = run
    ? [
        ['Host', run.host],
        ...(run.layersOff.length > 0
          ? [
              [
                'Switched off',
                `${run.layersOff.join(', ')}, on purpose: what depends on it must fail`,
              ] as const,
            ]
          : []),
        ['Date', `${day.format(new Date(run.date))} (${run.date})`],
        ['Commit', run.commit],
        ...(recorded
          ? [
              [
                'Last run of the pipeline',
                `${recorded.host}, ${recorded.date}, commit ${recorded.commit}`,
              ] as const,
            ]
          : []),
        ['SHA-256 of proofs and service', run.sources],
        ['SHA-256 of the results', run.results],
        ['Proofs', inWords(figures.proofs)],
        ['Claims with a proof', inWords(figures.claims)],
      ]
    : [];
  const broken = claims.filter((claim) => run !== null && verdictOf(claim, proofs) === 'failed');
  return `<!doctype html>
<html lang="en-GB"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex"><meta name="description" content="Every claim of the site with its check and the evidence, in one file."><link rel="icon" href="data:,">
<style>${css}</style></head>
<body><main><h1>${title}</h1><p><strong>${disclaimer}</strong></p>
<dl>${each(facts, ([name, value]) => `<dt>${name}</dt><dd>${text(value)}</dd>`)}</dl>
<p>${claims.length} claims: ${sums.join(', ')}.</p>
${broken.length > 0 ? `<section><h2>What did not hold</h2><ul>${each(broken, ({ id, sentence }) => `<li><a href="#${id}">${text(sentence)}</a></li>`)}</ul></section>` : ''}
${each(Object.entries(sections), ([section, name]) => {
  const own = claims.filter((claim) => claim.section === section);
  return `<section><h2>${text(name)}</h2>${each(own, article(pack))}</section>`;
})}
<section><h2>OWASP and ASVS 5.0</h2><p>Items that claims name. Coverage is the claim’s own, no more.</p>${mapping(claims, ({ owasp }) => owasp.map((one) => `OWASP ${one}`))}${mapping(claims, ({ asvs }) => asvs.map((one) => `ASVS ${one}`))}</section>
<section><h2>The proofs</h2>${each(proofs, proof)}</section></main></body></html>
`;
}
