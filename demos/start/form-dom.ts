// The fields of the form as they stand in the page: React renders them once and leaves what is typed alone.
import type { FieldName } from './demo.ts';
import type { Typed } from './typed.ts';

const field = (form: HTMLFormElement, name: string): string => {
  const value = new FormData(form).get(name);
  return typeof value === 'string' ? value : '';
};

export const readForm = (form: HTMLFormElement): Typed => ({
  building: field(form, 'building'),
  stage: field(form, 'stage'),
  matters: field(form, 'matters'),
  name: field(form, 'name'),
  email: field(form, 'email'),
  company: field(form, 'company'),
  budget: field(form, 'budget') || 'unknown',
  time: field(form, 'time') || 'open',
  nda: field(form, 'nda') !== '',
});

/** Nobody sees this field: form fillers and programs fill it in. */
export const readHidden = (form: HTMLFormElement): string => field(form, 'website');
export function clearHidden(form: HTMLFormElement): void {
  const hidden = form.elements.namedItem('website');
  if (hidden instanceof HTMLInputElement) hidden.value = '';
}

export function fillForm(form: HTMLFormElement, typed: Typed): void {
  for (const [name, value] of Object.entries(typed)) {
    const found = form.elements.namedItem(name);
    if (found instanceof RadioNodeList) found.value = String(value);
    else if (found instanceof HTMLInputElement && found.type === 'checkbox') found.checked = value === true;
    else if (
      found instanceof HTMLInputElement ||
      found instanceof HTMLTextAreaElement ||
      found instanceof HTMLSelectElement
    )
      found.value = String(value);
  }
  // A group of radio buttons whose value is '' has none chosen.
  if (typed.stage === '')
    for (const radio of form.querySelectorAll<HTMLInputElement>('[name=stage]')) radio.checked = false;
}

export const idOf = (name: FieldName): string => `start-${name}`;

export function focusField(form: HTMLFormElement, name: FieldName): void {
  const found = form.elements.namedItem(name);
  const target = found instanceof RadioNodeList ? found[0] : found;
  if (target instanceof HTMLElement) {
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'center' });
  }
}

/** For when the button that was pressed goes away. */
export const focusSend = (form: HTMLFormElement): void =>
  form.querySelector<HTMLElement>('button[type=submit]')?.focus();
