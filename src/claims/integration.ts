// Stops the build, or says in the terminal of `astro dev`, when a claim has no check, a check no claim, a page other words,
// or a proof did not hold. Where there is no run of these sources yet, the proofs run first, on PGlite in Node.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { AstroIntegration } from 'astro';
import { parseFrontmatter } from 'astro/markdown';
import { hashOfSources } from '#demos/proofs/record/sources.ts';
import { checkNames } from '../architecture/deployed.ts';
import { parts } from '../architecture/model.ts';
import type { Fault } from '../markdown/checks.ts';
import { claimFaults } from './faults.ts';
import { labelOf } from './place.ts';
import { readClaims } from './read.ts';
import { readRun } from './results.ts';
import { claimUses } from './uses.ts';

const pages = 'content/pages';

/** Everything that is wrong with the claims of this repository, with file and line. */
export function faultsOfClaims(): Fault[] {
  const { claims, faults } = readClaims();
  const last = readRun();
  // A run of other sources says nothing about these.
  const run = last?.sources === hashOfSources() ? last : null;
  const texts = new Map(
    readdirSync(pages, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.mdx'))
      .map((name) => [`${pages}/${name}`, readFileSync(`${pages}/${name}`, 'utf8')]),
  );
  const uses = [...texts].flatMap(([file, source]) => claimUses(file, source));
  return [
    ...faults,
    ...claimFaults(claims, uses, {
      proofs: readdirSync('demos/proofs').flatMap(
        (name) => /^([a-z]+-[a-z0-9-]+)\.ts$/.exec(name)?.[1] ?? [],
      ),
      parts: Object.keys(parts),
      template: checkNames(),
      test: (file) => (existsSync(file) ? readFileSync(file, 'utf8') : null),
      failure(proof) {
        const result = run?.results.find(({ id }) => id === proof);
        if (result === undefined)
          return run === null ? undefined : 'it is not among the results of the last run';
        return result.outcome.kind === 'held' ? undefined : (result.outcome.why ?? result.outcome.kind);
      },
      lead(path) {
        const source = texts.get(`${pages}/${path === '/' ? 'index' : path.slice(1, -1)}.mdx`);
        return source && String(parseFrontmatter(source).frontmatter['lead'] ?? '');
      },
      label: labelOf,
    }),
  ];
}

/** The evidence on the pages is of these sources: a run of others, or none, is made up for here. */
function ensureRun(say: (text: string) => void): void {
  if (readRun()?.sources === hashOfSources()) return;
  say('the proofs have not run over these sources yet: running them on PGlite, in Node.js');
  const { status } = spawnSync(process.execPath, ['demos/proofs/record/main.ts'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('The proofs could not run: see above.');
}

export function claims(): AstroIntegration {
  let command = '';
  return {
    name: 'claims',
    hooks: {
      'astro:config:setup': ({ command: given }) => {
        command = given;
      },
      'astro:config:done': ({ logger }) => {
        if (command !== 'build' && command !== 'dev') return;
        ensureRun((text) => logger.info(text));
        const said = faultsOfClaims().map(({ file, line, message }) => `${file}:${line}: ${message}`);
        if (said.length === 0) return;
        if (command === 'build') throw new Error(said.join('\n'));
        for (const fault of said) logger.error(fault);
      },
    },
  };
}
