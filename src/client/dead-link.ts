// A link to a place that this page does not have: says so in words and offers the nearest one.
import { nearest } from '../nearest.ts';

const LONGEST = 60;

export function sayMissing(said: string): void {
  document.querySelector('.missing-place')?.remove();
  const places = [...document.querySelectorAll('main section[id], main h2[id], main h3[id]')].map(
    ({ id }) => id,
  );
  const [head = ''] = said.split('/');
  const close = nearest(head, places);

  const note = document.createElement('p');
  note.className = 'missing-place note wrap';
  note.setAttribute('role', 'status');
  note.append(`This page has no place called “${said.slice(0, LONGEST)}”.`);
  if (close !== '') {
    const link = document.createElement('a');
    link.href = `#${close}`;
    link.textContent = document.getElementById(`${close}-title`)?.textContent ?? nameOf(close);
    note.append(' The nearest is ', link, '.');
  }
  document.querySelector('main')?.prepend(note);
}

/** A heading's text without the sign of its own link. */
function nameOf(id: string): string {
  return document.getElementById(id)?.firstChild?.textContent?.trim() ?? id;
}
