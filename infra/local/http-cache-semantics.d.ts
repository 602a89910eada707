// The package is plain JavaScript; this is what we call of it.
declare module 'http-cache-semantics' {
  type Headers = Readonly<Record<string, string>>;
  export default class CachePolicy {
    constructor(
      request: { readonly method: string; readonly url: string; readonly headers: Headers },
      response: { readonly status: number; readonly headers: Headers },
    );
    now(): number;
    storable(): boolean;
    /** Milliseconds, those in which it may be used although it is old included. */
    timeToLive(): number;
    satisfiesWithoutRevalidation(request: { readonly headers: Headers }): boolean;
    status(): number;
    /** With the age as of now. */
    responseHeaders(): Record<string, string>;
  }
}
