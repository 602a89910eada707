// Every box of the diagrams: is it in the template, has it the properties that the model promises, and do the words on it say so.
import type { PartId } from '../../src/architecture/model.ts';
import { holds, inWords, text } from './expect.ts';
import type { Check, Complaint } from './gate.ts';
import type { Model } from './model.ts';
import { isEnough, nameOf, type Selection } from './select.ts';
import { at, type Found, placeOf } from './template.ts';

export function boxes(model: Model, { of, ids }: Selection, stacks: string) {
  const complaints: Complaint[] = [];
  const drawn = new Set<Found>();
  const checks: Check[] = [];
  let parts = 0;
  for (const [id, deployed] of Object.entries(model.parts)) {
    const part = id as PartId;
    if ('within' in deployed) continue;
    parts++;
    const construct = model.constructs[part];
    const own = of(deployed.drawn[0] ?? '');
    for (const one of own)
      if (!construct || !`${one.path}/`.startsWith(`${one.stack}/${construct}/`))
        complaints.push({
          says: `“${part}” is drawn for the construct ${construct ?? 'none'}, and its ${one.type} is elsewhere`,
          model: `${model.fileOf(part)}: ${part}, infra`,
          other: placeOf(one),
        });
    for (const key of deployed.drawn) {
      const selector = model.resources[key];
      const found = of(key);
      for (const one of found) drawn.add(one);
      if (selector && isEnough(found, selector.count)) continue;
      const wanted = selector?.count ?? 1;
      complaints.push({
        says: selector
          ? `“${part}” is drawn, and the template has ${found.length} of ${nameOf(selector)}, not ${wanted}`
          : `“${part}” asks for "${key}", which is no resource of the model`,
        model: `${model.fileOf(part)}: ${part}; src/architecture/deployed: resources.${key}`,
        other: found.length > 0 ? found.map(placeOf).join(', ') : stacks,
      });
    }
    for (const { of: key, says, label, ...expected } of deployed.properties) {
      const where = `src/architecture/deployed: ${part}, “${says}”`;
      const found = of(key);
      checks.push({
        id: `${part}: ${says}`,
        says: inWords(expected),
        place: found.map(placeOf).join(', '),
      });
      if (found.length === 0)
        complaints.push({ says: `${says}: there is no ${key} to have it`, model: where, other: stacks });
      for (const one of found) {
        if (holds(one.properties, expected, ids)) continue;
        const is = text(at(one.properties, expected.at)).slice(0, 160);
        complaints.push({
          says: `${says}: ${key} differs: ${inWords(expected)}, and the template has ${is}`,
          model: where,
          other: `${placeOf(one)}, ${expected.at}`,
        });
      }
      const labels = model.labels[part] ?? [];
      if (label !== undefined && !labels.some((one) => one.text.includes(label)))
        complaints.push({
          says: `the template has “${label}”, and no diagram says so on ${part}: ${labels.map((one) => `${one.view} has “${one.text}”`).join(', ')}`,
          model: `src/architecture/views; ${where}`,
          other: found.map(placeOf).join(', ') || stacks,
        });
    }
  }
  return { complaints, drawn, checks, parts };
}
