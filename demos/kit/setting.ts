// Numbers that are set by typing: each counts as soon as it may, and what may not stand there is kept as text.

export interface Bound {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

export type Typed<Field extends string> = Readonly<Partial<Record<Field, string>>>;

/** Of a schema's fields: the number that a text says if it may stand there, else undefined. */
export const parseBy =
  <Field extends string>(shape: Readonly<Record<Field, { safeParse(value: unknown): { data?: number } }>>) =>
  (field: Field, text: string): number | undefined =>
    text.trim() === '' ? undefined : shape[field].safeParse(Number(text)).data;

/**
 * What typing into one field makes of the numbers and of the texts beside them.
 * @param parse the field's number if it may stand there, else undefined
 */
export function typeInto<Field extends string, Values extends Readonly<Record<Field, number>>>(
  values: Values,
  typed: Typed<Field>,
  field: Field,
  text: string,
  parse: (field: Field, text: string) => number | undefined,
): { readonly values: Values; readonly typed: Typed<Field> } {
  const value = parse(field, text);
  const texts: Partial<Record<Field, string>> = { ...typed };
  delete texts[field];
  if (String(value) !== text) texts[field] = text;
  return { values: value === undefined ? values : { ...values, [field]: value }, typed: texts };
}
