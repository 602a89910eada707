// Everything a reader can do with a diagram: one list for the toolbar, the menu, the keys and the help that lists them.
// What is rare is loaded when it is asked for.
import type { Action } from './action.ts';
import type { Walk } from './walk.ts';

const zoomed = (walk: Walk, zoom: number) => walk.say(`Zoom ${Math.round(zoom * 100)} %`, 'shown');
const copy = () => import('./copy.ts');
const picture = () => import('./picture.ts');

export const actions: readonly Action[] = [
  {
    id: 'play',
    label: 'Play steps',
    title: 'Play the steps',
    keys: ['p'],
    where: 'bar',
    needs: 'steps',
    run: (walk) => (walk.playing() ? walk.stop() : walk.play()),
  },
  {
    id: 'previous',
    label: '‹',
    title: 'Previous step',
    keys: ['['],
    where: 'wide',
    needs: 'steps',
    run: (walk) => walk.step(-1),
  },
  {
    id: 'next',
    label: '›',
    title: 'Next step',
    keys: [']'],
    where: 'wide',
    needs: 'steps',
    run: (walk) => walk.step(1),
  },
  {
    id: 'find',
    label: 'Find',
    title: 'Find a part in this diagram',
    keys: ['/'],
    where: 'bar',
    run: async (walk) => (await import('./find.ts')).openFind(walk),
  },
  {
    id: 'zoom-out',
    label: '−',
    title: 'Zoom out',
    keys: ['-', '_'],
    where: 'wide',
    run: (walk) => zoomed(walk, walk.stage.step(-1)),
  },
  {
    id: 'fit',
    label: 'Fit',
    title: 'Fit the whole diagram',
    keys: ['0'],
    where: 'wide',
    run: (walk) => zoomed(walk, walk.stage.fit()),
  },
  {
    id: 'zoom-in',
    label: '+',
    title: 'Zoom in',
    keys: ['+', '='],
    where: 'wide',
    run: (walk) => zoomed(walk, walk.stage.step(1)),
  },
  {
    id: 'full',
    label: 'Full screen',
    title: 'Full screen',
    keys: ['f'],
    where: 'wide',
    run: (walk) => walk.toggleFull(),
  },
  {
    id: 'copy-link',
    label: 'Copy link',
    title: 'Copy link to exactly this place',
    where: 'bar',
    run: async (walk) => (await copy()).copyLink(walk),
  },
  {
    id: 'copy-mermaid',
    label: 'Copy as Mermaid',
    title: 'Copy as Mermaid',
    where: 'menu',
    needs: 'mermaid',
    run: async (walk) => (await copy()).copyMermaid(walk),
  },
  {
    id: 'svg',
    label: 'Download SVG',
    title: 'Download SVG',
    where: 'menu',
    run: async (walk) => (await picture()).downloadSvg(walk),
  },
  {
    id: 'png',
    label: 'Download PNG',
    title: 'Download PNG',
    where: 'menu',
    run: async (walk) => (await picture()).downloadPng(walk),
  },
  {
    id: 'help',
    label: 'Keys and help',
    title: 'Keys and help',
    keys: ['?'],
    where: 'menu',
    run: async (walk) => (await import('./help.ts')).openHelp(walk, actions),
  },
  {
    id: 'back',
    label: 'Whole diagram',
    title: 'Back to the whole diagram',
    keys: ['Escape'],
    where: 'keys',
    run: (walk) => walk.go({ kind: 'whole' }),
  },
];
