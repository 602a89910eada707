// What the lab shows beside the runtime's own state: files, those in the editor, the API's process, the last exchange. Pure.
import type { HttpExchange } from '../kit/http.ts';
import { type LogLine, withLine } from '../kit/log.ts';
import type { Entry } from './files.ts';

export interface Open {
  readonly path: string;
  /** As the build made it. */
  readonly original: string;
  /** As it is in the container. */
  readonly saved: string;
  /** As it is in the editor. */
  readonly text: string;
}

export type Api =
  | { readonly kind: 'up' }
  | { readonly kind: 'restarting' }
  /** Its last words. */
  | { readonly kind: 'down'; readonly detail: string };

export interface Lab {
  /** null: no container, or its files are not read yet. */
  readonly tree: readonly Entry[] | null;
  /** Those that have been in the editor, by path: what was typed stays while another one is looked at. */
  readonly files: ReadonlyMap<string, Open>;
  /** The one that is in the editor. */
  readonly path: string | null;
  readonly api: Api;
  /** A start takes longer than most do: the tab is offered. */
  readonly slow: boolean;
  readonly sending: boolean;
  readonly exchange: HttpExchange | null;
  readonly log: readonly LogLine[];
}

export const begin: Lab = {
  tree: null,
  files: new Map(),
  path: null,
  api: { kind: 'up' },
  slow: false,
  sending: false,
  exchange: null,
  log: [],
};

export const openIn = ({ files, path }: Lab): Open | null => files.get(path ?? '') ?? null;
export const isUnsaved = ({ text, saved }: Open): boolean => text !== saved;
export const isChanged = ({ text, original }: Open): boolean => text !== original;
export const filesIn = ({ files }: Lab, which: (file: Open) => boolean): readonly Open[] =>
  [...files.values()].filter(which);

export type Event =
  | { readonly kind: 'slow' }
  | { readonly kind: 'listed'; readonly tree: readonly Entry[] }
  /** Read from the container, where a shell may have changed it. */
  | { readonly kind: 'opened'; readonly path: string; readonly saved: string }
  | { readonly kind: 'typed'; readonly text: string }
  | { readonly kind: 'saved'; readonly path: string; readonly text: string }
  | { readonly kind: 'api'; readonly api: Api }
  | { readonly kind: 'sending' }
  | { readonly kind: 'answered'; readonly exchange: HttpExchange }
  | { readonly kind: 'unanswered' }
  | { readonly kind: 'told'; readonly line: LogLine }
  | { readonly kind: 'cleared' }
  /** The host is gone, and the files with it. The last exchange and the log stay. */
  | { readonly kind: 'gone' };

export function step(lab: Lab, event: Event): Lab {
  switch (event.kind) {
    case 'slow':
      return { ...lab, slow: true };
    case 'listed':
      return { ...lab, tree: event.tree, slow: false };
    case 'opened': {
      const { path, saved } = event;
      const known = lab.files.get(path);
      const text = known && isUnsaved(known) ? known.text : saved;
      return { ...withFile(lab, { path, original: known?.original ?? saved, saved, text }), path };
    }
    case 'typed': {
      const file = openIn(lab);
      return file ? withFile(lab, { ...file, text: event.text }) : lab;
    }
    case 'saved': {
      const file = lab.files.get(event.path);
      return file ? withFile(lab, { ...file, saved: event.text }) : lab;
    }
    case 'api':
      return { ...lab, api: event.api };
    case 'sending':
      return { ...lab, sending: true };
    case 'answered':
      return { ...lab, sending: false, exchange: event.exchange };
    case 'unanswered':
      return { ...lab, sending: false };
    case 'told':
      return { ...lab, log: withLine(lab.log, event.line) };
    case 'cleared':
      return { ...lab, log: [] };
    case 'gone':
      return { ...begin, exchange: lab.exchange, log: lab.log };
  }
}

const withFile = (lab: Lab, file: Open): Lab => ({ ...lab, files: new Map(lab.files).set(file.path, file) });
