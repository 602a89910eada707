// Single statements share a few connections: each is sent without waiting for the answer to the one before it, and those of
// one turn of the event loop go in one write (PostgreSQL protocol, "Pipelining"). Each ends with its own Sync, so it is a
// transaction of its own, and an error in one touches no other. What this saves is system calls and process switches, on both
// sides. The trap: a slow statement holds those behind it, so a lane that has not answered for a while gets nothing more.
import pg from 'pg';
import type { Statement } from './database.ts';

export interface Lanes {
  /** The answer, or undefined when no lane is free enough: then ask on a connection of your own. */
  query(statement: Statement): Promise<pg.QueryResult> | undefined;
  close(): Promise<void>;
}

interface Lane {
  readonly client: pg.Client;
  /** Undefined once connected. */
  opening: Promise<unknown> | undefined;
  inFlight: number;
  /** When the statement that is being answered became the first in line, milliseconds. */
  since: number;
  corked: boolean;
}

/** Milliseconds without an answer after which a lane counts as stuck. */
const patience = 50;
/** Statements under way on one lane. */
const depth = 32;

/** @param most lanes; each is opened when it is first needed. */
export function openLanes(config: pg.ClientConfig, most: number): Lanes {
  const lanes: Lane[] = [];

  function open(): Lane {
    const client = new pg.Client({ ...config, pipeline: true });
    const lane: Lane = { client, opening: undefined, inFlight: 0, since: 0, corked: false };
    const gone = () => {
      const at = lanes.indexOf(lane);
      if (at !== -1) lanes.splice(at, 1);
    };
    client.on('error', gone).on('end', gone);
    lane.opening = client.connect().then(
      () => {
        lane.opening = undefined;
      },
      (error) => {
        gone();
        throw error;
      },
    );
    lanes.push(lane);
    return lane;
  }

  /** The one with the least to do; a new one rather than one that is busy. */
  function choose(now: number): Lane | undefined {
    let best: Lane | undefined;
    for (const lane of lanes) {
      if (lane.inFlight > 0 && (now - lane.since > patience || lane.inFlight >= depth)) continue;
      if (best === undefined || lane.inFlight < best.inFlight) best = lane;
    }
    if (lanes.length < most && (best === undefined || best.inFlight > 0)) return open();
    return best;
  }

  async function ask(lane: Lane, { name, text, values }: Statement): Promise<pg.QueryResult> {
    try {
      if (lane.opening !== undefined) await lane.opening;
      gather(lane);
      return await lane.client.query({ name, text, values: values as unknown[] });
    } finally {
      lane.inFlight -= 1;
      lane.since = performance.now();
    }
  }

  return {
    query(statement) {
      const now = performance.now();
      const lane = choose(now);
      if (lane === undefined) return undefined;
      if (lane.inFlight === 0) lane.since = now;
      lane.inFlight += 1;
      return ask(lane, statement);
    },
    async close() {
      await Promise.all(lanes.map(({ client }) => client.end()));
    },
  };
}

/** What is written to the lane until this turn ends goes out together. */
function gather(lane: Lane): void {
  if (lane.corked) return;
  lane.corked = true;
  const { stream } = (lane.client as unknown as { connection: { stream: import('node:net').Socket } })
    .connection;
  stream.cork();
  setImmediate(() => {
    lane.corked = false;
    stream.uncork();
  });
}
