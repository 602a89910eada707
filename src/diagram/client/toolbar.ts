// Fills [data-actions]: one tab stop, arrow keys between its buttons, the rest in a menu.
import { type Action, offered, perform } from './action.ts';
import { actions } from './actions.ts';
import { button, make } from './element.ts';
import type { Walk } from './walk.ts';

export function fillToolbar(walk: Walk): void {
  const host = walk.plate.section.querySelector<HTMLElement>('[data-actions]');
  if (!host) return;
  const list = actions.filter((action) => offered(action, walk));
  const press = (action: Action) => button(action.label, action.title, () => void perform(action, walk));
  const tools = list
    .filter((action) => action.where === 'bar' || action.where === 'wide')
    .map((action) => {
      const tool = press(action);
      tool.dataset.tool = action.id;
      if (action.where === 'wide') tool.dataset.wide = '';
      return tool;
    });
  host.setAttribute('role', 'toolbar');
  host.setAttribute('aria-label', `Tools for ${walk.plate.title}`);
  host.append(...tools, ...menu(walk, list));
  rove(host);
  walk.onChange(() => label(walk, tools));
}

function label(walk: Walk, tools: readonly HTMLButtonElement[]): void {
  const write = (id: string, text: string, title: string) => {
    const tool = tools.find((each) => each.dataset.tool === id);
    if (!tool) return;
    tool.textContent = text;
    tool.title = title;
    tool.setAttribute('aria-label', title);
  };
  if (walk.playing()) write('play', 'Pause', 'Pause the steps');
  else write('play', 'Play steps', 'Play steps');
  if (walk.full()) write('full', 'Leave full screen', 'Leave full screen');
  else write('full', 'Full screen', 'Full screen');
}

function menu(walk: Walk, list: readonly Action[]): HTMLElement[] {
  const id = `${walk.plate.view}-more`;
  const box = make('div', {
    id,
    class: 'diagram-more',
    popover: 'auto',
    role: 'group',
    'aria-label': 'More tools',
  });
  for (const action of list) {
    if (action.where !== 'wide' && action.where !== 'menu') continue;
    const item = make('button', { type: 'button' }, action.title);
    item.dataset.tool = action.id;
    if (action.where === 'wide') item.dataset.narrow = '';
    item.addEventListener('click', () => {
      box.hidePopover();
      void perform(action, walk);
    });
    box.append(item);
  }
  const opener = make('button', { type: 'button', popovertarget: id, 'aria-label': 'More tools' }, 'More');
  let opened = 0;
  // It hangs on the window, not on the page: a reader who scrolls on has left it.
  const scrolled = () => {
    if (Math.abs(scrollY - opened) > 60) box.hidePopover();
  };
  box.addEventListener('beforetoggle', (event) => {
    if (event.newState === 'closed') return removeEventListener('scroll', scrolled);
    const { bottom, right } = opener.getBoundingClientRect();
    box.style.top = `${bottom + 6}px`;
    box.style.right = `${Math.max(8, document.documentElement.clientWidth - right)}px`;
    opened = scrollY;
    addEventListener('scroll', scrolled, { passive: true });
  });
  box.addEventListener('toggle', () => {
    // Near the foot of the window it moves up as far as it must.
    const over = box.getBoundingClientRect().bottom - innerHeight + 8;
    if (over > 0) box.style.top = `${Math.max(8, box.offsetTop - over)}px`;
  });
  box.addEventListener('keydown', (event) => {
    const items = shown(box);
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const at = items.indexOf(document.activeElement as HTMLElement);
    items.at((at + by) % items.length)?.focus();
  });
  opener.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    box.showPopover();
    shown(box)[0]?.focus();
  });
  return [opener, box];
}

/** The toolbar pattern: one of the buttons is in the tab order, arrows, Home and End move between them. */
function rove(host: HTMLElement): void {
  const own = () => shown(host).filter((tool) => tool.parentElement === host);
  const enter = (target: HTMLElement | undefined) => {
    for (const tool of host.querySelectorAll<HTMLElement>(':scope > button'))
      tool.tabIndex = tool === target ? 0 : -1;
  };
  enter(own()[0]);
  host.addEventListener('focusin', (event) => {
    if (event.target instanceof HTMLElement && event.target.parentElement === host) enter(event.target);
  });
  host.addEventListener('keydown', (event) => {
    if (!(event.target instanceof HTMLElement) || event.target.parentElement !== host) return;
    const tools = own();
    const at = tools.indexOf(event.target);
    const goal = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    tools.at(goal % tools.length)?.focus();
  });
}

function shown(host: HTMLElement): HTMLElement[] {
  return [...host.querySelectorAll<HTMLElement>('button')].filter((tool) => tool.getClientRects().length > 0);
}
