// Every arrow: something has to carry it (a route, a listener's rule, an integration, a rule of a security group, an order of
// steps). What lets traffic pass and is no arrow is found by the list of resources that nothing draws.
import type { Carrier } from '../../src/architecture/deployed/shape.ts';
import type { PartId } from '../../src/architecture/model.ts';
import type { Workflow } from '../workflows/read.ts';
import type { Check, Complaint } from './gate.ts';
import { type Model, shown } from './model.ts';
import { comesBefore } from './order.ts';
import { nameOf, type Selection } from './select.ts';
import { type Found, placeOf } from './template.ts';

/** Carry traffic on, and are left out of the pictures with fewer boxes. */
const relays: readonly string[] = ['vpc-link', 'internal-alb'];

export function arrows(model: Model, select: Selection, workflows: readonly Workflow[], stacks: string) {
  const complaints: Complaint[] = [];
  const checks: Check[] = [];
  const drawn = new Set<Found>();
  for (const { from, to, view, label } of model.arrows.filter((one) => shown.includes(one.view))) {
    const key = `${from}>${to}`;
    const where = `src/architecture/views/${view}.ts: ${key} “${label}”; src/architecture/deployed: carriers`;
    const say = (says: string, other: string) =>
      complaints.push({ says: `the arrow ${key} is drawn, and ${says}`, model: where, other });
    const carrier = model.carriers[key];
    if (carrier === undefined) {
      say('nothing is said to carry it', stacks);
    } else if ('order' in carrier) {
      const fault = comesBefore(model, workflows, from, to);
      if (fault) say(fault.says, fault.file);
      checks.push({ id: key, says: 'the one waits for the other', place: model.steps[to]?.file ?? '' });
    } else {
      const found = carried(carrier, select, (missing) => say(`nothing carries it: ${missing}`, stacks));
      for (const one of found) drawn.add(one);
      checks.push({ id: key, says: label, place: found.map(placeOf).join(', ') });
    }
  }
  const known = new Set(checks.map(({ id }) => id));
  for (const key of Object.keys(model.carriers).filter((one) => !known.has(one)))
    complaints.push({
      says: `something is said to carry ${key}, and no diagram has this arrow`,
      model: `src/architecture/deployed: carriers.${key}`,
      other: 'src/architecture/views',
    });
  const shorter = abbreviations(model);
  return { complaints: [...complaints, ...shorter.complaints], drawn, checks, shorter: shorter.checked };
}

function carried({ by }: Carrier, { find }: Selection, missing: (says: string) => void): Found[] {
  return by.flatMap((selector) => {
    const found = find(selector);
    if (found.length === 0) missing(`there is no ${nameOf(selector)} as the model has it`);
    return found;
  });
}

/** The part at which traffic for this one arrives. */
function hostOf(model: Model, part: PartId): PartId {
  const deployed = model.parts[part];
  if ('within' in deployed) return deployed.within === 'elsewhere' ? part : hostOf(model, deployed.within);
  return deployed.joins ?? part;
}

/** The pictures with fewer boxes: each of their arrows is one of the topology, or a way through relays. */
function abbreviations(model: Model) {
  const complaints: Complaint[] = [];
  const next = (from: string): readonly string[] =>
    model.arrows.filter((one) => one.view === 'aws-topology' && one.from === from).map(({ to }) => to);
  const leads = (from: string, to: string, over: readonly string[] = []): boolean =>
    next(from).some(
      (one) => one === to || (relays.includes(one) && !over.includes(one) && leads(one, to, [...over, one])),
    );
  const others = model.arrows.filter(({ view }) => !shown.includes(view));
  for (const { from, to, back, view, label } of others) {
    const [start, end] = back ? [to, from] : [from, to];
    const [a, b] = [hostOf(model, start), hostOf(model, end)];
    if (a === b || leads(a, b)) continue;
    complaints.push({
      says: `the arrow ${from}>${to} is drawn, and the topology has no way from ${a} to ${b}`,
      model: `src/architecture/views/${view}.ts: ${from}>${to} “${label}”`,
      other: 'src/architecture/views/aws-topology.ts',
    });
  }
  return { complaints, checked: others.length };
}
