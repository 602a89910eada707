// The work, away from the page: typing never waits for it. One challenge in, its answer (base64) or null out.
import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';

const scope = globalThis as unknown as {
  onmessage: ((event: MessageEvent<unknown>) => void) | null;
  postMessage(answer: string | null): void;
};

scope.onmessage = async ({ data }) => {
  try {
    const solution = await solveChallenge({ challenge: data as never, deriveKey });
    scope.postMessage(solution === null ? null : btoa(JSON.stringify({ challenge: data, solution })));
  } catch {
    scope.postMessage(null);
  }
};
