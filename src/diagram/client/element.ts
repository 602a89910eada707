// The one way this folder makes elements: no markup strings, so Trusted Types have nothing to refuse.

type Attributes = Readonly<Record<string, string>>;

export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

export function draw<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly (Node | string)[]
): SVGElementTagNameMap[Tag] {
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** A plain button; `label` is what it shows, `title` what it does in a few words. */
export function button(label: string, title: string, press: () => void): HTMLButtonElement {
  const element = make('button', { type: 'button', title }, label);
  if (title !== label) element.setAttribute('aria-label', title);
  element.addEventListener('click', press);
  return element;
}
