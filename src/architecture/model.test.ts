// The model keeps its own promises: every id resolves, every step travels a relation that is drawn, nothing is left
// without words. Unknown ids in a view are already compile errors; these tests also guard what types cannot say.

import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { homeView, labelIn, type PartId, partIds, parts, viewIds, views, viewsOf } from './model.ts';
import { aiLayer } from './parts/ai-layer.ts';
import { cloud } from './parts/cloud.ts';
import { delivery } from './parts/delivery.ts';
import { security } from './parts/security.ts';
import { webStack } from './parts/web-stack.ts';
import type { FlowView, Relation, View } from './shape.ts';

const root = new URL('../../', import.meta.url);
const prose = (part: PartId) => [parts[part].does, parts[part].fails, parts[part].notices];
const lines = (view: View<PartId>) => (view.layout === 'sequence' ? view.messages : view.relations);
const sentences = (text: string) => text.split(/[.!?](?=\s|$)/).filter((piece) => piece.trim() !== '').length;

/** Words that Mermaid's grammars claim for themselves. */
const reserved =
  /^(end|graph|flowchart|subgraph|class|classdef|style|linkstyle|click|call|href|default|participant|actor|note|loop|alt|opt|par|rect|box|link|links|create|destroy|activate|deactivate|title)$/i;

describe('parts', () => {
  it('have one id each: no file overrides another', () => {
    const files = [webStack, aiLayer, security, cloud, delivery];
    expect(files.flatMap((file) => Object.keys(file)).sort()).toEqual([...partIds].sort());
  });

  it.each(partIds)('%s: has an id that is safe in an address and in Mermaid', (id) => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
    expect(id).not.toMatch(reserved);
  });

  it.each(partIds)(
    '%s: says what it does, how it fails and what one would notice, in 1 to 4 sentences',
    (id) => {
      for (const text of prose(id)) {
        expect(text).toMatch(/^[\p{L}“].{20,}[.”]$/u);
        expect(text).not.toMatch(/!|\bseamless|\bblazing|["']|\s{2}/);
        expect(sentences(text)).toBeLessThanOrEqual(4);
      }
      expect(new Set(prose(id)).size).toBe(3);
    },
  );

  it.each(partIds)('%s: appears in a diagram and has a home among them', (id) => {
    expect(viewsOf(id)).not.toEqual([]);
    expect(viewsOf(id)).toContain(homeView(id));
  });

  it.each(partIds)('%s: is written only if its home exists', (id) => {
    const { home, written } = parts[id];
    expect(home).toMatch(/^[a-z.][\w./-]*$/i);
    if (written) expect(existsSync(new URL(home, root)), home).toBe(true);
  });
});

describe.each(viewIds)('view %s', (id) => {
  const view = views[id];
  const pairs = lines(view).map(({ from, to }) => `${from}>${to}`);

  it('shows each part once, and only known ones', () => {
    expect(new Set(view.parts).size).toBe(view.parts.length);
    for (const part of view.parts) expect(partIds).toContain(part);
  });

  it('joins only parts that it shows, each pair once', () => {
    for (const { from, to } of lines(view)) {
      expect(view.parts).toContain(from);
      expect(view.parts).toContain(to);
      expect(from).not.toBe(to);
    }
    if (view.layout !== 'sequence') expect(new Set(pairs).size).toBe(pairs.length);
  });

  it('leaves no part without a relation', () => {
    const joined = new Set(lines(view).flatMap(({ from, to }) => [from, to]));
    expect(view.parts.filter((part) => !joined.has(part))).toEqual([]);
  });

  it('has labels that fit on a line of the drawing', () => {
    for (const { label } of lines(view)) expect(label, label).toMatch(/^.{2,24}$/u);
  });

  it('names other labels only for parts that it shows', () => {
    for (const part of Object.keys(view.alias ?? {})) expect(view.parts).toContain(part);
    for (const part of view.parts) expect(labelIn(id, part).name).not.toBe('');
  });

  it('walks in 6 to 12 steps along relations that exist, and arrives where each leads', () => {
    expect(view.steps.length).toBeGreaterThanOrEqual(6);
    expect(view.steps.length).toBeLessThanOrEqual(12);
    for (const step of view.steps) {
      expect(view.parts).toContain(step.at);
      expect(sentences(step.text)).toBeLessThanOrEqual(3);
      expect(step.text).toMatch(/[.”]$/);
      if (step.along === undefined) continue;
      expect(pairs).toContain(step.along);
      expect(step.along.split('>')[1]).toBe(step.at);
    }
    expect(new Set(view.steps.map((step) => step.text)).size).toBe(view.steps.length);
  });
});

describe('flow views', () => {
  const flows = viewIds
    .map((id) => views[id])
    .filter((view): view is FlowView<PartId> => view.layout === 'flow');

  it.each(flows)(
    '$title: a part is in at most one group, and groups hold parts of the view',
    ({ groups, parts }) => {
      const grouped = groups.flatMap((group) => group.parts);
      expect(new Set(grouped).size).toBe(grouped.length);
      for (const part of grouped) expect(parts).toContain(part);
      expect(new Set(groups.map((group) => group.id)).size).toBe(groups.length);
    },
  );

  it.each(flows)('$title: without its return lines it has no cycle, so it can be drawn downwards', (view) => {
    const down = view.relations.filter((relation) => relation.back === undefined);
    const visit = (part: PartId, path: readonly PartId[]): void => {
      expect(path, [...path, part].join(' > ')).not.toContain(part);
      for (const { from, to } of down) if (from === part) visit(to, [...path, part]);
    };
    for (const part of view.parts) visit(part, []);
  });
});

it('tells the messages of the sequence one by one: step n is message n', () => {
  const view = views['token-rotation'];
  if (view.layout !== 'sequence') throw new Error('token-rotation is not a sequence');
  expect(view.steps.map((step) => step.along)).toEqual(view.messages.map(({ from, to }) => `${from}>${to}`));
});

it('keeps the system map small enough to read at once', () => {
  expect(views['system-map'].parts.length).toBeLessThanOrEqual(16);
});

it('gives the six layers in their order', () => {
  expect(views['security-layers'].parts).toEqual([
    'waf',
    'api-gateway',
    'auth-middleware',
    'authorisation',
    'input-validation',
    'encrypted-store',
  ]);
});

it('does not compile with an unknown id in a view', () => {
  // @ts-expect-error: a part that does not exist
  const shown: View<PartId>['parts'] = ['waf', 'firewall'];
  // @ts-expect-error: a relation that ends nowhere
  const line: Relation<PartId> = { from: 'waf', to: 'firewall', label: 'hands on' };
  // @ts-expect-error: another name for nothing
  const alias: View<PartId>['alias'] = { firewall: { name: 'Firewall' } };
  expect([shown, line, alias]).toHaveLength(3);
});
