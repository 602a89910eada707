// The search palette. `start.ts` imports this file when the reader first asks for search, and calls `open`.
// It remembers nothing: every opening starts with an empty line and the list of sections.

import { find, load } from './engine.ts';
import { frame } from './frame.ts';
import { groups } from './groups.ts';
import { resultList } from './list.ts';
import { sections } from './sections.ts';

const invitation = 'Type to search, or choose a section.';
const loading = 'Loading the index…';
const failed =
  'Search could not load its index: the network or a filter held it back. Type to try again, or choose a section.';

const { dialog, input, note } = frame();
const list = resultList(input);
note.after(list.element);
document.body.append(dialog);

let opener: HTMLElement | null = null;
/** Counts questions, so that a late answer to an old one is dropped. */
let question = 0;

export function open(from: HTMLElement | null): void {
  if (dialog.open) {
    input.select();
    return;
  }
  opener = from;
  input.value = '';
  dialog.showModal();
  void answer();
}

async function answer(): Promise<void> {
  const asked = ++question;
  const term = input.value.trim();
  const current = () => asked === question && dialog.open;
  const say = (text: string) => {
    if (note.textContent !== text) note.textContent = text;
  };
  try {
    if (term === '') {
      say(invitation);
      list.show([sections()]);
      await load();
      return;
    }
    // Each letter would fetch its own pieces of the index: only the word that is paused at is asked for.
    await new Promise((paused) => setTimeout(paused, 120));
    if (!current()) return;
    const slow = setTimeout(() => current() && say(loading), 150);
    const found = await find(term).finally(() => clearTimeout(slow));
    if (!current()) return;
    const shown = groups(term, found);
    const count = shown.reduce((sum, { entries }) => sum + entries.length, 0);
    list.show(count === 0 ? [sections()] : shown);
    say(
      count === 0
        ? `Nothing found for “${term}”. The sections:`
        : `${count} ${count === 1 ? 'result' : 'results'}`,
    );
  } catch {
    if (!current()) return;
    list.show([sections()]);
    say(failed);
  }
}

function follow(newTab: boolean): void {
  const link = list.active();
  if (!link) return;
  if (newTab) window.open(link.href, '_blank', 'noopener');
  else link.click();
}

input.addEventListener('input', () => void answer());

input.addEventListener('keydown', (event) => {
  if (event.isComposing) return;
  if (event.key === 'ArrowDown') list.move(1);
  else if (event.key === 'ArrowUp') list.move(-1);
  else if (event.key === 'Enter') follow(event.metaKey || event.ctrlKey);
  else return;
  event.preventDefault();
});

// Closed before the browser follows the link, so that a link within the page finds the page uncovered.
list.element.addEventListener('click', (event) => {
  const plain = !(event.metaKey || event.ctrlKey || event.shiftKey);
  if (plain && event.target instanceof Element && event.target.closest('a')) dialog.close();
});

dialog.addEventListener('close', () => {
  question++;
  opener?.focus({ preventScroll: true });
});
