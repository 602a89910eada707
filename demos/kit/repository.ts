/** The page of a file's source. Demos may not import the site, so this is src/repository.ts once more; a test holds them together. */
export const sourceOf = (path: string): string =>
  `https://github.com/lavbytes/architecture/blob/main/${path}`;
