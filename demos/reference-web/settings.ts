// The environment of the process. It is read when it is needed, not when the image is built.

/** The API, without a slash at the end. */
export function apiOrigin(): string {
  const origin = process.env['API_ORIGIN'];
  if (!origin || !/^https?:\/\/[^/]+$/.test(origin))
    throw new Error('API_ORIGIN: is the address of the API, such as http://api.internal:3000.');
  return origin;
}

/** Shown to the API in production as proof of having come through the edge. */
export const originSecret = (): string | undefined => process.env['ORIGIN_SECRET'] || undefined;
