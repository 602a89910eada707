// Rules for the recipes of images. Each reads the instructions in order, continued lines joined.
import type { Fault } from './rules.ts';

interface Instruction {
  readonly word: string;
  readonly rest: string;
  readonly line: number;
}

function instructions(text: string): Instruction[] {
  const found: Instruction[] = [];
  let held: { text: string; line: number } | undefined;
  text.split('\n').forEach((raw, index) => {
    if (/^\s*(#|$)/.test(raw)) return;
    const line = held?.line ?? index + 1;
    const joined = `${held?.text ?? ''}${raw.trim()}`;
    held = joined.endsWith('\\') ? { text: `${joined.slice(0, -1).trim()} `, line } : undefined;
    if (held) return;
    const [word = '', ...rest] = joined.split(/\s+/);
    found.push({ word: word.toUpperCase(), rest: rest.join(' '), line });
  });
  return found;
}

type Rule = (steps: readonly Instruction[], say: (line: number, message: string) => void) => void;
const of = (steps: readonly Instruction[], word: string) => steps.filter((step) => step.word === word);

export const rules: Readonly<Record<string, Rule>> = {
  pinnedBase(steps, say) {
    const stages = new Set(of(steps, 'FROM').flatMap(({ rest }) => / AS (\S+)$/i.exec(rest)?.[1] ?? []));
    for (const { rest, line } of of(steps, 'FROM')) {
      const base = rest.replace(/^--platform=\S+ /, '').split(' ')[0] ?? '';
      if (stages.has(base) || /@sha256:[0-9a-f]{64}$/.test(base)) continue;
      if (!/:[\w.-]*\d+\.\d+\.\d+[\w.-]*$/.test(base))
        say(line, `the base ${base} is not pinned: name a full version or a digest`);
    }
  },
  nobody(steps, say) {
    const from = steps.findLastIndex(({ word }) => word === 'FROM');
    const user = of(steps.slice(from), 'USER').at(-1);
    const name = user?.rest.split(':')[0];
    if (user === undefined) say(steps[from]?.line ?? 1, 'the last stage has no USER, so it runs as root');
    else if (!/^[1-9]\d*$/.test(name ?? ''))
      say(user.line, `USER ${user.rest}: name a number other than 0, which ECS can check`);
  },
  noFetch(steps, say) {
    for (const { line } of of(steps, 'ADD')) say(line, 'ADD fetches and unpacks unseen: COPY');
    for (const { rest, line } of of(steps, 'RUN'))
      if (/\b(curl|wget)\b/.test(rest)) say(line, 'a build that fetches is another build tomorrow');
  },
  lockedInstall(steps, say) {
    for (const { rest, line } of of(steps, 'RUN')) {
      if (/\bnpm (i|install|add)\b/.test(rest)) say(line, 'npm install can change what is installed: npm ci');
      if (/\bnpm ci\b(?!.*--ignore-scripts)/.test(rest))
        say(line, 'npm ci without --ignore-scripts runs code of packages');
      if (/\bapt(-get)? install\b/.test(rest)) say(line, 'what apt brings changes by the day: another base');
    }
  },
  noSecret(steps, say) {
    for (const { word, rest, line } of steps)
      if ((word === 'ENV' || word === 'ARG') && /\b\w*(PASSWORD|SECRET|TOKEN|_KEY)\w*(=|\s|$)/i.test(rest))
        say(line, 'a secret in a recipe stays in the image: Secrets Manager gives it to the task');
  },
  notEverything(steps, say) {
    for (const { rest, line } of of(steps, 'COPY'))
      if (/^(--\S+ )*\.\/? /.test(rest)) say(line, 'COPY of everything takes what lies about: name folders');
  },
  noShell(steps, say) {
    const entry = of(steps, 'ENTRYPOINT').at(-1) ?? of(steps, 'CMD').at(-1);
    if (!entry?.rest.startsWith('['))
      say(entry?.line ?? 1, 'started by a shell it never hears SIGTERM: ENTRYPOINT ["program", …]');
  },
};

/** @param chosen rules by name; without it all of them. */
export function dockerfileFaults(file: string, text: string, chosen = Object.keys(rules)): Fault[] {
  const faults: Fault[] = [];
  const steps = instructions(text);
  for (const name of chosen) rules[name]?.(steps, (line, message) => faults.push({ file, line, message }));
  return faults;
}
