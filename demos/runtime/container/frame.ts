// The client hides a frame in the page and then waits for it without end. What can be seen of that frame from outside tells a
// refusal from silence: a violation of our own policy, or a document that came and said nothing.

export interface FrameWatch {
  /** Rejects never; resolves when this page's policy refused the frame, with the address. */
  readonly refused: Promise<string>;
  /** Whether any document came, be it the engine or the browser's own error page. */
  readonly came: () => boolean;
  readonly end: () => void;
}

export function watchFrame(origin: string): FrameWatch {
  let came = false;
  let resolve: (address: string) => void = () => {};
  const refused = new Promise<string>((done) => {
    resolve = done;
  });
  const ends = new AbortController();
  const { signal } = ends;
  document.addEventListener(
    'load',
    ({ target }) => {
      if (target instanceof HTMLIFrameElement && target.src.startsWith(`${origin}/`)) came = true;
    },
    { signal, capture: true },
  );
  document.addEventListener(
    'securitypolicyviolation',
    ({ effectiveDirective, blockedURI }) => {
      if (effectiveDirective === 'frame-src' && blockedURI.startsWith(origin)) resolve(blockedURI);
    },
    { signal },
  );
  return { refused, came: () => came, end: () => ends.abort() };
}
