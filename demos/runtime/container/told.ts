// The API prints one JSON object a line. Lines that are none (a stack, a shell's words) are left to the terminal.
import type { Told } from '../contract.ts';

export function hearLines(hear: (told: Told) => void): (text: string) => void {
  let rest = '';
  return (text) => {
    const lines = (rest + text).split(/\r?\n/);
    rest = (lines.pop() ?? '').slice(-65_536);
    for (const line of lines) {
      const told = logLine(line);
      if (told) hear(told);
    }
  };
}

function logLine(line: string): Told | null {
  if (!line.startsWith('{')) return null;
  try {
    const { at, level, event, ...fields } = JSON.parse(line);
    return typeof event === 'string'
      ? { kind: 'log', at: String(at), level: String(level), event, fields }
      : null;
  } catch {
    return null;
  }
}
