// What satori draws: a tree of boxes with inline styles. This is never HTML that a browser sees.

export type Style = Readonly<Record<string, string | number>>;

export interface Element {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
}

export function box(style: Style, ...children: readonly (Element | string)[]): Element {
  const content = children.length === 1 ? children[0] : children;
  return { type: 'div', props: { style: { display: 'flex', ...style }, children: content } };
}

/** The light colours of src/styles/tokens.css: a chat window shows one image to everyone. */
export const colours = {
  paper: '#fbfaf7',
  surface: '#ffffff',
  line: '#e2dfd6',
  edge: '#8f8a7d',
  ink: '#1a1822',
  ink2: '#4e4a5a',
  ink3: '#686373',
  accent: '#5b3fd1',
  wash: '#efebfd',
} as const;
