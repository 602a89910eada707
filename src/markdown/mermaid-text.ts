// What a fence must say before mermaid sees it: a kind that can be drawn, a title and a description.
export interface Fence {
  readonly title: string;
  readonly description: string;
  /** For mermaid: without the title, the description and comments, on the same lines. */
  readonly drawn: string;
}

export class FenceFault extends Error {
  override readonly name = 'FenceFault';
  /** Line in the fence's text, from 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

const drawable = /^(?:flowchart|graph|sequenceDiagram|classDiagram|block(?:-beta)?|pie)\b/;

/** First word of a kind that cannot be drawn here → what to write instead. */
const instead: readonly (readonly [RegExp, string])[] = [
  [/^stateDiagram/, 'write a flowchart, states as nodes and transitions as labelled arrows'],
  [/^erDiagram/, 'write a classDiagram, tables as classes and columns as members'],
  [/^gantt|^timeline/, 'write an ordered list or a table'],
  [/^C4/, 'write a flowchart with a subgraph for each boundary, or a view of the architecture model'],
];

const otherwise = 'write a flowchart, sequenceDiagram, classDiagram, block or pie';

export function readFence(text: string): Fence {
  const lines = text.split('\n');
  const first = lines.findIndex((line) => line.trim() !== '' && !/^\s*%%(?!\{)/.test(line));
  const kind = lines[first]?.trim() ?? '';
  if (kind === '') throw new FenceFault(1, 'the mermaid fence is empty');
  if (/^(?:---|%%\{)/.test(kind)) {
    throw new FenceFault(
      first + 1,
      'settings in a mermaid fence are not read: the site sets its look; remove them',
    );
  }
  if (!drawable.test(kind)) {
    const word = kind.split(/[\s:]/)[0] ?? kind;
    const advice = instead.find(([pattern]) => pattern.test(word))?.[1] ?? otherwise;
    throw new FenceFault(first + 1, `mermaid's "${word}" cannot be drawn at build; ${advice}`);
  }
  const painted = lines.findIndex((line) => /^\s*(?:style|linkStyle|classDef|click|link|links)\s/.test(line));
  if (painted >= 0) {
    const word = lines[painted]?.trim().split(/\s/)[0];
    throw new FenceFault(
      painted + 1,
      `"${word}" is not read: mark a node with :::accent, :::pass, :::warn or :::fail`,
    );
  }
  const { drawn, title, description } = withoutWords(text);
  if (!title) throw new FenceFault(first + 1, 'the mermaid fence has no title; add a line "accTitle: …"');
  if (!description) {
    throw new FenceFault(
      first + 1,
      'the mermaid fence has no description; add a line "accDescr: …" that says what it shows',
    );
  }
  return { title, description, drawn: /^(?:flowchart|graph)/.test(kind) ? flatDecisions(drawn) : drawn };
}

/** A diamond is as high as its question is wide, which pushes a flowchart off the screen: decisions are hexagons. */
const flatDecisions = (text: string) =>
  text.replace(/([\w-])\{(?!\{)("[^"\n]*"|[^{}"\n]*)\}(?!\})/g, '$1{{$2}}');

/** Takes accTitle, accDescr and comments out; the line breaks stay, so that mermaid counts as the author does. */
function withoutWords(text: string) {
  let title = '';
  let description = '';
  const breaks = (part: string) => part.replace(/[^\n]/g, '');
  const drawn = text
    .replace(/^[ \t]*accDescr\s*\{([^}]*)\}/m, (part, words: string) => {
      description = words.trim().replace(/\s+/g, ' ');
      return breaks(part);
    })
    .replace(/^[ \t]*accDescr\s*:(.*)$/m, (_, words: string) => {
      description ||= words.trim();
      return '';
    })
    .replace(/^[ \t]*accTitle\s*:(.*)$/m, (_, words: string) => {
      title = words.trim();
      return '';
    })
    .replace(/^[ \t]*%%.*$/gm, '');
  return { drawn, title, description };
}
