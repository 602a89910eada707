// From the model's selectors to the resources of the templates.
import type { Selector } from '../../src/architecture/deployed/shape.ts';
import { holds } from './expect.ts';
import { at, type Found, refersTo } from './template.ts';

export interface Selection {
  /** What a key of the model stands for; empty when there is no such key or no such resource. */
  readonly of: (key: string) => readonly Found[];
  readonly find: (selector: Selector) => readonly Found[];
  /** Ids of what a key stands for. */
  readonly ids: (key: string) => readonly string[];
}

export function selection(
  resources: readonly Found[],
  selectors: Readonly<Record<string, Selector>>,
): Selection {
  const known = new Map<string, readonly Found[]>();
  const of = (key: string): readonly Found[] => {
    const before = known.get(key);
    if (before) return before;
    // Two selectors that ask for each other find nothing, and that is said of both.
    known.set(key, []);
    const selector = selectors[key];
    const found = selector ? find(selector) : [];
    known.set(key, found);
    return found;
  };
  const ids = (key: string) => of(key).map(({ id }) => id);
  const find = ({ type, path, where = [], used }: Selector): readonly Found[] => {
    const referred = used && of(used.by).flatMap(({ properties }) => refersTo(at(properties, used.at)));
    return resources.filter(
      (one) =>
        one.type === type &&
        (path === undefined || `/${one.path}/`.includes(`/${path}/`)) &&
        (referred === undefined || referred.includes(one.id)) &&
        where.every((expected) => holds(one.properties, expected, ids)),
    );
  };
  return { of, find, ids };
}

export const isEnough = (found: readonly Found[], count: Selector['count'] = 1): boolean =>
  count === 'some' ? found.length > 0 : found.length === count;

/** "AWS::RDS::DBInstance at data/database" */
export const nameOf = ({ type, path, used }: Selector): string =>
  `${type}${path ? ` at ${path}` : ''}${used ? ` that ${used.by} uses` : ''}`;
