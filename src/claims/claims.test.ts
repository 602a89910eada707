// The claims of this repository, and each fault that must stop a build, planted to show that it is found.
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { asvs, owasp2025, owaspApi2023 } from '#api/coverage/ids.ts';
import { testTitles } from '#api/coverage/test-titles.ts';
import { type Claim, claimSchema } from './claim.ts';
import { claimFaults, type Existing } from './faults.ts';
import { faultsOfClaims } from './integration.ts';
import { readClaims } from './read.ts';
import { claimUses } from './uses.ts';

const { claims } = readClaims();

describe('the claims of this site', () => {
  it('are at least 45, and nothing is wrong with them', () => {
    expect(faultsOfClaims()).toEqual([]);
    expect(claims.length).toBeGreaterThanOrEqual(45);
  });

  it('name tests that run: no skipped one, no control, by a piece of the real title', () => {
    const titles = new Map<string, string[]>();
    for (const { id, tests } of claims)
      for (const { file, title } of tests) {
        if (!titles.has(file)) titles.set(file, testTitles(readFileSync(file, 'utf8')));
        const own = file.startsWith('demos/proofs/') || titles.get(file)?.some((one) => one.includes(title));
        expect(own, `${id}: ${file}: ${title}`).toBe(true);
      }
  });

  it('name items that OWASP has', () => {
    const known = new Set<string>([...owasp2025, ...owaspApi2023, ...asvs.L1, ...asvs.L2]);
    for (const claim of claims)
      for (const id of [...claim.owasp, ...claim.asvs]) expect(known, `${claim.id}: ${id}`).toContain(id);
  });
});

describe('a fault is found', () => {
  const file = 'content/claims/security-x.yaml';
  const base = claimSchema.parse({
    sentence: 'A token works once.',
    section: 'security',
    part: 'auth-middleware',
    kind: 'proven',
    proofs: ['refresh-works-once'],
  });
  const claim: Claim = { ...base, id: 'security-x', file };
  const use = { id: 'security-x', text: 'A token works once.', file: 'content/pages/security.mdx', line: 7 };
  const existing: Existing = {
    proofs: ['refresh-works-once'],
    parts: ['auth-middleware'],
    template: ['postgres: a standby'],
    test: (path) => (path === 'a.test.ts' ? "it('does it', () => {})" : null),
    failure: () => undefined,
    lead: () => 'A lead.',
    label: () => 'Name · Detail',
  };
  const said = (changes: Partial<Claim>, uses = [use], there: Partial<Existing> = {}) =>
    claimFaults([{ ...claim, ...changes }], uses, { ...existing, ...there }).map(
      (fault) => `${fault.file}:${fault.line}: ${fault.message}`,
    );

  it('control: without one, none is', () => {
    expect(said({})).toEqual([]);
  });

  it.each<[string, string[], RegExp]>([
    [
      'an unknown id on a page',
      said({}, [use, { ...use, id: 'security-y', line: 9 }]),
      /security\.mdx:9: unknown claim "security-y"; the nearest is "security-x"/,
    ],
    [
      'other words on the page',
      said({}, [{ ...use, text: 'A token works twice.' }]),
      /security\.mdx:7: the page says/,
    ],
    ['a claim that no page has', said({}, []), /security-x\.yaml:1: no page has this claim/],
    ['one claim twice', said({}, [use, use]), /more than one place/],
    [
      'an unknown proof',
      said({ proofs: ['refresh-works-onse', 'refresh-works-once'] }),
      /unknown proof "refresh-works-onse"/,
    ],
    [
      'a proof that no claim names',
      said({}, [use], { proofs: ['refresh-works-once', 'no-claim'] }),
      /demos\/proofs\/no-claim\.ts:1: no claim/,
    ],
    [
      'a proof that did not hold',
      said({}, [use], { failure: () => 'Not so: it works.' }),
      /did not hold: Not so/,
    ],
    [
      'a test file that is not there',
      said({ tests: [{ file: 'b.test.ts', title: 'does it' }] }),
      /no test file/,
    ],
    [
      'a test that is not there',
      said({ tests: [{ file: 'a.test.ts', title: 'does that' }] }),
      /no test of a\.test\.ts/,
    ],
    [
      'an unknown check of the gate',
      said({ template: ['postgres: a standby', 'postgres: a stand'] }),
      /unknown check of the drift gate "postgres: a stand"; the nearest is "postgres: a standby"/,
    ],
    ['an unknown part', said({ part: 'auth-midleware' }), /nearest is "auth-middleware"/],
    ['a lead that says something else', said({ stands: 'lead' }, []), /the lead of the page/],
    ['a diagram that says something else', said({ stands: 'diagram' }, []), /does not say this/],
  ])('%s', (_name, faults, expected) => {
    expect(faults.join('\n')).toMatch(expected);
  });

  it.each([
    [{ kind: 'proven', proofs: [] }, 'names no check'],
    [{ kind: 'pipeline', proofs: [] }, 'names no check'],
    [{ kind: 'policy' }, 'has checks all the same'],
    [{ kind: 'planned', proofs: [], template: ['postgres: a standby'] }, 'has checks all the same'],
    [{ kind: 'template' }, 'names no check of the drift gate'],
    [{ kind: 'planned', proofs: [] }, 'does not say why'],
    [{ kind: 'simulated' }, 'does not say why'],
    [{ kind: 'pipeline' }, 'has proofs, so it is proven'],
  ])('%j: %s', (changes, expected) => {
    const { error } = claimSchema.safeParse({ ...base, ...changes });
    expect(error?.issues.map(({ message }) => message).join()).toContain(expected);
  });
});

it('a page’s claims are read with their lines and without markup', () => {
  const source =
    '---\ntitle: x\n---\n\nOne.\n<Claim id="a-b">**Two** is <Part id="redis">a part</Part>.</Claim> Three.\n';
  expect(claimUses('x.mdx', source)).toEqual([{ id: 'a-b', text: 'Two is a part.', file: 'x.mdx', line: 6 }]);
  expect(existsSync('content/claims')).toBe(true);
});
