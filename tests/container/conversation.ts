// Runs in the ground's page beside harness.ts: speaks one part of the script with what runs in the container.
import { converse, type Part } from '#demos/runtime/conformance/script.ts';

const conversation = async (part: Part) => {
  const client = globalThis.lab.state.running?.client;
  if (client === undefined) throw new Error('nothing runs in the container');
  return converse(part, client);
};

declare global {
  /** Given to the page by evaluation. */
  var inContainer: typeof conversation;
}
globalThis.inContainer = conversation;
