/** Where the source is published; `source(path)` is the page of one file. */
export const repository = 'https://github.com/lavbytes/architecture';

export function source(path: string): string {
  return `${repository}/blob/main/${path}`;
}
