// @vitest-environment jsdom
import { beforeEach, expect, test } from 'vitest';
import { type Plate, partName, readPlate } from './plate.ts';
import { missing, placePart, show } from './show.ts';

let plate: Plate;

beforeEach(() => {
  const markup = `<section id="v" data-diagram="v"><h3 class="plate-title">Sample</h3>
    <div data-canvas><svg>
      <g data-edge="a>b"><path class="ln"/></g><g data-edge="b>c"><path class="ln"/></g>
      <a data-part="a"></a><a data-part="b"></a><a data-part="c"></a>
    </svg></div>
    <div><div data-panel><div data-whole></div><ol>
      <li data-panel-part="a"><h4>Part A</h4></li><li data-panel-part="b"></li><li data-panel-part="c"></li>
    </ol></div></div>
    <ol class="diagram-steps"><li data-at="b" data-along="a>b">One</li><li data-at="c" data-along="b>c">Two</li></ol>
  </section>`;
  const section = new DOMParser().parseFromString(markup, 'text/html').querySelector('section');
  if (!section) throw new Error('no section');
  plate = readPlate(document.adoptNode(section));
});

const marked = (name: string) =>
  [...plate.nodes].filter(([, node]) => node.hasAttribute(name)).map(([id]) => id);
const lines = (name: string) =>
  plate.edges.filter(({ element }) => element.hasAttribute(name)).map(({ from, to }) => `${from}>${to}`);

test('a part is current, what it is connected with is near, its panel is open', () => {
  show(plate, { kind: 'part', part: 'a' });
  expect(marked('data-current')).toEqual(['a']);
  expect(marked('data-near')).toEqual(['b']);
  expect(lines('data-near')).toEqual(['a>b']);
  expect(plate.panels.get('a')?.hidden).toBe(false);
  expect(plate.panels.get('b')?.hidden).toBe(true);
  expect(plate.whole?.hidden).toBe(true);
  expect(partName(plate, 'a')).toBe('Part A');
});

test('a step marks its line and keeps what has been passed', () => {
  show(plate, { kind: 'step', step: 2 });
  expect(placePart(plate, { kind: 'step', step: 2 })).toBe('c');
  expect(lines('data-current')).toEqual(['b>c']);
  expect(marked('data-near')).toEqual(['a', 'b']);
  expect(plate.steps[1]?.element.getAttribute('aria-current')).toBe('step');
});

test('back at the whole nothing is left over', () => {
  show(plate, { kind: 'step', step: 2 });
  show(plate, { kind: 'whole' });
  expect([
    ...marked('data-current'),
    ...marked('data-near'),
    ...lines('data-current'),
    ...lines('data-near'),
  ]).toEqual([]);
  expect(plate.section.querySelector('[aria-current]')).toBeNull();
  expect(plate.whole?.hidden).toBe(false);
});

test('an unknown place is said as text, with a link to the nearest', () => {
  const place = {
    kind: 'unknown',
    said: '<b>x</b>',
    step: false,
    instead: { kind: 'part', part: 'a' },
  } as const;
  show(plate, place);
  const note = plate.section.querySelector('.diagram-missing');
  expect(note?.textContent).toContain('No part called ‘<b>x</b>’ in this diagram. Showing the whole of it.');
  expect(note?.querySelector('a')?.getAttribute('href')).toBe('#v/a');
  expect(missing(plate, { kind: 'unknown', said: '9', step: true, instead: undefined })).toBe(
    'No step 9 in this diagram. It has 2 steps. Showing the whole of it.',
  );
  show(plate, { kind: 'whole' });
  expect(plate.section.querySelector('.diagram-missing')).toBeNull();
});
