// What was typed or chosen before the script came: React writes its own first values over it when it takes a page over. It is
// remembered before and said again after, the way a person would have typed it.

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const isBox = (field: Field): field is HTMLInputElement =>
  field instanceof HTMLInputElement && (field.type === 'checkbox' || field.type === 'radio');

function changed(field: Field): boolean {
  if (isBox(field)) return field.checked !== field.defaultChecked;
  if (field instanceof HTMLSelectElement)
    return [...field.options].some(({ selected, defaultSelected }) => selected && !defaultSelected);
  return field.type !== 'file' && field.value !== field.defaultValue;
}

/** @returns says it again, to the fields that lost it; call it when the view is alive */
export function rememberTyped(island: HTMLElement): () => void {
  const fields = [...island.querySelectorAll<Field>('input, textarea, select')]
    .filter(changed)
    .map((field) => ({ field, value: field.value, checked: isBox(field) && field.checked }));
  return () => {
    for (const { field, value, checked } of fields) {
      if (!field.isConnected) continue;
      if (isBox(field)) {
        if (field.checked !== checked) field.click();
        continue;
      }
      if (field.value === value) continue;
      // React watches the field's own property: the prototype's setter is what typing looks like to it.
      const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field) as Field, 'value') ?? {};
      set?.call(field, value);
      const type = field instanceof HTMLSelectElement ? 'change' : 'input';
      field.dispatchEvent(new Event(type, { bubbles: true }));
    }
  };
}
