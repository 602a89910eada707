// The picture that a chat window shows for a link: mark, section, headline, and what is on the page.

import { type ViewId, viewIds, views } from '../architecture/model.ts';
import { abstract } from './abstract.ts';
import { box, colours, type Element } from './element.ts';

export const size = { width: 1200, height: 630 } as const;

export interface CardPage {
  readonly slug: string;
  readonly kind: 'page' | 'decision';
  readonly title: string;
  readonly nav: string;
  readonly number: string | undefined;
}

/** A line of the plate on pages without a diagram: "01", "Web stack". */
export interface Line {
  readonly mark: string;
  readonly text: string;
}

const margin = 72;
const plate = { left: 688, top: 72 } as const;

export async function card(page: CardPage, lines: readonly Line[], site: URL): Promise<Element> {
  const view = viewOf(page.slug);
  return box(
    {
      position: 'relative',
      ...size,
      background: colours.paper,
      color: colours.ink,
      fontFamily: 'Sans',
      overflow: 'hidden',
    },
    words(page, site),
    box(
      {
        position: 'absolute',
        ...plate,
        width: size.width - plate.left + 24,
        height: size.height - plate.top + 24,
        flexDirection: 'column',
        border: `2px solid ${colours.line}`,
        borderRadius: 20,
        background: colours.surface,
        overflow: 'hidden',
      },
      ...(view ? [plateHead(view), await drawn(view)] : lines.map(row)),
    ),
  );
}

function viewOf(slug: string): ViewId | undefined {
  return viewIds.find((id) => (views[id].page === '' ? 'index' : views[id].page) === slug);
}

function words({ title, nav, number }: CardPage, site: URL): Element {
  const eyebrow = [number, nav].filter(Boolean).join(' ');
  return box(
    {
      position: 'absolute',
      left: margin,
      top: margin - 8,
      width: plate.left - margin - 48,
      height: size.height - 2 * margin + 16,
      flexDirection: 'column',
    },
    brand(),
    box({ flexGrow: 1 }),
    box({ color: colours.accent, fontFamily: 'Mono', fontSize: 25, fontWeight: 500 }, eyebrow),
    box(
      {
        flexDirection: 'column',
        marginTop: 18,
        fontSize: headlineSize(title),
        fontWeight: 700,
        lineHeight: 1.08,
        letterSpacing: '-0.03em',
      },
      ...sentences(title).map((sentence) => box({ textWrap: 'balance' }, sentence)),
    ),
    box({ flexGrow: 1 }),
    box({ color: colours.ink3, fontFamily: 'Mono', fontSize: 21, fontWeight: 500 }, site.host),
  );
}

/** Each on a line of its own: "Six layers." reads better above "Each one says no on its own." */
function sentences(title: string): string[] {
  return title.split(/(?<=[.?]) /);
}

/** Long headlines (decisions are sentences) get smaller, so that none runs past five lines. */
function headlineSize({ length }: string): number {
  if (length <= 32) return 78;
  if (length <= 52) return 62;
  return length <= 75 ? 54 : 46;
}

function brand(): Element {
  const mark: Element = {
    type: 'svg',
    props: {
      width: 46,
      height: 46,
      viewBox: '0 0 20 20',
      children: [
        {
          type: 'rect',
          props: {
            x: 7,
            y: 7,
            width: 12,
            height: 12,
            rx: 3,
            fill: 'none',
            stroke: colours.accent,
            'stroke-width': 1.4,
          },
        },
        { type: 'rect', props: { x: 1, y: 1, width: 13, height: 13, rx: 3.5, fill: colours.accent } },
      ],
    },
  };
  const name = box({ fontSize: 34, fontWeight: 700, letterSpacing: '-0.02em' }, 'LavBytes');
  return box({ alignItems: 'center', gap: 12 }, mark, name);
}

function plateHead(view: ViewId): Element {
  return box(
    {
      gap: 16,
      alignItems: 'center',
      padding: '20px 32px',
      borderBottom: `2px solid ${colours.line}`,
      fontSize: 21,
    },
    box({ color: colours.ink3, fontFamily: 'Mono', fontWeight: 500, fontSize: 19 }, views[view].figure),
    box({ fontWeight: 600 }, shortened(views[view].title)),
  );
}

/** To the end of a clause that fits on one line. */
function shortened(title: string): string {
  return title.length <= 36 ? title : (title.split(/, | and /)[0] ?? title);
}

/** From the plate's left padding to the edge of the picture, less the same padding. */
const room = { width: size.width - plate.left - 2 * 32, height: 480 } as const;

async function drawn(view: ViewId): Promise<Element> {
  return box(
    { position: 'relative', margin: '28px 0 0 32px', width: room.width + 64, height: room.height },
    await abstract(view, room),
  );
}

function row({ mark, text }: Line): Element {
  return box(
    { gap: 24, padding: '26px 36px', borderBottom: `2px solid ${colours.line}`, alignItems: 'flex-start' },
    box(
      {
        width: 92,
        flexShrink: 0,
        color: colours.accent,
        fontFamily: 'Mono',
        fontWeight: 500,
        fontSize: 21,
        paddingTop: 3,
      },
      mark,
    ),
    box({ width: 330, fontSize: 25, lineHeight: 1.3, fontWeight: 600, color: colours.ink }, text),
  );
}
