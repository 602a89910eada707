// Work from the first focus on, so that it is done by the time somebody has typed. One piece at a time; done anew when it is
// older than the service takes (by this page's own clock, so a wrong clock of the device does no harm).
export interface ProofPorts {
  challenge(signal: AbortSignal): Promise<unknown>;
  /** @returns base64, or null when it could not be done here */
  work(challenge: unknown, signal: AbortSignal): Promise<string | null>;
  /** Milliseconds that only go forwards. */
  steady(): number;
}

export interface Proofs {
  /** Begins, unless it is under way or done. */
  begin(): void;
  /** The answer, waited for. @throws what the network throws, or WorkFailed */
  take(): Promise<string>;
  /** The next `take` is of a new challenge. */
  drop(): void;
}

export class WorkFailed extends Error {
  override readonly name = 'WorkFailed';
}

/** The service takes 45 minutes. */
const fresh = 40 * 60_000;

export function createProofs({ challenge, work, steady }: ProofPorts): Proofs {
  let under: { readonly since: number; readonly answer: Promise<string>; stop(): void } | null = null;

  function start() {
    const stopping = new AbortController();
    const answer = (async () => {
      const got = await work(await challenge(stopping.signal), stopping.signal);
      if (got === null) throw new WorkFailed('The work could not be done in this browser.');
      return got;
    })();
    const mine = { since: steady(), answer, stop: () => stopping.abort() };
    // A failed one is not kept: the next focus or press begins anew.
    answer.catch(() => {
      if (under === mine) under = null;
    });
    under = mine;
    return mine;
  }
  const current = () => (under !== null && steady() - under.since < fresh ? under : start());

  return {
    begin: () => void current(),
    take: () => current().answer,
    drop() {
      under?.stop();
      under = null;
    },
  };
}
