// Participants, their lifelines, and messages in time from top to bottom, each numbered as the step that tells it.
import type { Message, SequenceView } from '../architecture/shape.ts';
import type { Drawing, DrawnEdge, DrawnHeading, DrawnNode, Label, Shown } from './drawing.ts';
import { grid, styles, widest, widthOf, wrap } from './measure.ts';
import { sizeOf } from './node-box.ts';

const MARGIN = 4;
const WIDTH = 560;
const AIR = 12;
const LOOP = 28;

export function layoutSequence(view: SequenceView, shown: readonly Shown[]): Drawing {
  const lane = (WIDTH + AIR) / shown.length;
  const boxes = shown.map((part) => sizeOf(part, lane - AIR, lane - AIR - 3));
  const tall = Math.max(...boxes.map((box) => box.height));
  const nodes = shown.map(({ id }, i): DrawnNode => {
    const { name = [], detail = [] } = boxes[i] ?? {};
    return {
      id,
      name,
      detail,
      x: MARGIN + Math.round(i * lane),
      y: MARGIN,
      width: grid(lane - AIR - 3),
      height: tall,
    };
  });
  const middle = (id: string): number => {
    const node = nodes.find((n) => n.id === id);
    if (!node) throw new Error(`"${view.title}" has a message for "${id}", which takes no part in it.`);
    return node.x + node.width / 2;
  };
  const edges: DrawnEdge[] = [];
  const headings: DrawnHeading[] = [];
  let y = MARGIN + tall + 20;
  for (const [index, message] of view.messages.entries()) {
    if (message.heading !== undefined) {
      headings.push(headingAt(message.heading, y));
      y += 40;
    }
    const [from, to] = [middle(message.from), middle(message.to)];
    const label = labelOf(message, index, from, to, y, lane);
    y += label.height + 8;
    const edge = {
      from: message.from,
      to: message.to,
      dashed: message.reply === true,
      label,
      message: index + 1,
    };
    if (from !== to)
      edges.push({
        ...edge,
        points: [
          { x: from, y },
          { x: to, y },
        ],
      });
    else {
      const side = from + LOOP;
      edges.push({
        ...edge,
        points: [
          { x: from, y },
          { x: side, y },
          { x: side, y: y + 20 },
          { x: from, y: y + 20 },
        ],
      });
      y += 20;
    }
    y += 20;
  }
  const lifelines = nodes.map((node) => ({
    id: node.id,
    from: { x: middle(node.id), y: node.y + node.height },
    to: { x: middle(node.id), y },
  }));
  return {
    width: WIDTH + 2 * MARGIN,
    height: grid(y + MARGIN),
    groups: [],
    nodes,
    edges,
    lifelines,
    headings,
  };
}

/** Above its line, in the middle of it; a self-message's beside the lifeline. */
function labelOf(message: Message, index: number, from: number, to: number, y: number, lane: number): Label {
  const span = Math.max(Math.abs(from - to), lane) - 2 * AIR;
  const lines = wrap(`${index + 1} ${message.label}`, 'label', span);
  const width = grid(widest(lines, 'label'));
  const height = lines.length * styles.label.line;
  const centre = from === to ? from + AIR + width / 2 : (from + to) / 2;
  const x = Math.min(Math.max(MARGIN, centre - width / 2), WIDTH + MARGIN - width);
  return { lines, x: Math.round(x), y, width, height };
}

function headingAt(words: string, y: number): DrawnHeading {
  const width = grid(widthOf(words, 'mono'));
  const line = y + styles.mono.line / 2;
  const right = MARGIN + width + AIR;
  return {
    lines: [words],
    x: MARGIN,
    y,
    width,
    height: styles.mono.line,
    rules: [
      [
        { x: right, y: line },
        { x: WIDTH + MARGIN, y: line },
      ],
    ],
  };
}
