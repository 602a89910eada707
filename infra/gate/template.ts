// Templates as one list of resources, each with its place, and what it refers to.
export interface Templates {
  readonly [stack: string]: {
    readonly Resources: Readonly<
      Record<string, { readonly Type: string; readonly Properties?: unknown; readonly Metadata?: unknown }>
    >;
  };
}

export interface Found {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  /** The construct that made it: "lavbytes-reference/data/database/Resource". */
  readonly path: string;
  readonly properties: unknown;
}

export function resourcesOf(templates: Templates): Found[] {
  return Object.entries(templates).flatMap(([stack, { Resources }]) =>
    Object.entries(Resources).map(([id, { Type, Properties = {}, Metadata }]) => {
      const path = (Metadata as { 'aws:cdk:path'?: string } | undefined)?.['aws:cdk:path'];
      return { stack, id, type: Type, path: path ?? `${stack}/${id}`, properties: Properties };
    }),
  );
}

/** As a complaint names it: the id in the template, and the construct to look for in the code. */
export const placeOf = ({ stack, id, path }: Pick<Found, 'stack' | 'id' | 'path'>): string =>
  `${stack}: ${id} (${path})`;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ids that a value refers to, by Ref, Fn::GetAtt or Fn::Sub, at any depth. */
export function refersTo(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(refersTo);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => {
    if (name === 'Ref' && typeof inner === 'string') return [inner];
    if (name === 'Fn::GetAtt') return [String(Array.isArray(inner) ? inner[0] : String(inner).split('.')[0])];
    if (name === 'Fn::Sub')
      return [...JSON.stringify(inner).matchAll(/\$\{([A-Za-z0-9]+)/g)].map(([, id = '']) => id);
    return refersTo(inner);
  });
}

/** The value at a dotted path; undefined where there is none. */
export function at(value: unknown, path: string): unknown {
  if (path === '') return value;
  return path.split('.').reduce<unknown>((inner, name) => (isObject(inner) ? inner[name] : undefined), value);
}
