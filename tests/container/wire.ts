// The far end of the client's wire, written from what client 1.6.4 sends: Comlink 4.3, whose messages have numbers for types
// (Comlink 4.4 on npm has words and does not understand it). Own code on purpose: the client's own copy would agree with itself.

const kinds = { get: 0, apply: 2, release: 5 } as const;
const raw = 0;
const handled = 3;

interface Message {
  readonly id: string;
  readonly type: number;
  readonly path: readonly string[];
  readonly argumentList?: readonly WireValue[];
}

type WireValue =
  | { readonly type: typeof raw; readonly value: unknown }
  | { readonly type: typeof handled; readonly name: string; readonly value: unknown };

// biome-ignore lint/suspicious/noExplicitAny: members are called by the names that come over the wire
export type Members = Readonly<Record<string, (...args: any[]) => unknown>>;

/** Members that the other side may hold on to and call: an object or a listener. */
export class Remote {
  readonly members: Members | ((...args: unknown[]) => unknown);
  /** Values that are read and not called. */
  readonly values: Readonly<Record<string, Promise<unknown>>>;
  constructor(members: Remote['members'], values: Remote['values'] = {}) {
    this.members = members;
    this.values = values;
  }
}

/** A function of the client's, here. */
export type Listener = (...args: unknown[]) => void;

export function answerOn(port: MessagePort, remote: Remote): void {
  port.onmessage = async ({ data }: MessageEvent<Message>) => {
    const { id, type, path, argumentList = [] } = data;
    let value: unknown;
    try {
      value = await perform(remote, type, path, argumentList.map(fromWire));
    } catch (error) {
      const { message, name } = error instanceof Error ? error : new Error(String(error));
      port.postMessage({
        id,
        type: handled,
        name: 'throw',
        value: { isError: true, value: { message, name } },
      });
      return;
    }
    const [wire, transfer] = toWire(value);
    port.postMessage({ id, ...wire }, transfer);
    if (type === kinds.release) port.close();
  };
}

function perform(remote: Remote, type: number, path: readonly string[], args: readonly unknown[]): unknown {
  if (type === kinds.release) return undefined;
  const name = path.join('.');
  if (type === kinds.get && Object.hasOwn(remote.values, name)) return remote.values[name];
  if (type !== kinds.apply) throw new Error(`the stand-in does not know message ${type} for "${name}"`);
  if (typeof remote.members === 'function') return remote.members(...args);
  const member = Object.hasOwn(remote.members, name) ? remote.members[name] : undefined;
  if (!member) throw new Error(`the stand-in has no "${name}"`);
  return member(...args);
}

function fromWire(value: WireValue): unknown {
  if (value.type === raw) return value.value;
  if (value.name !== 'proxy') throw new Error(`the stand-in does not know "${value.name}"`);
  const port = value.value as MessagePort;
  port.start();
  let last = 0;
  const listener: Listener = (...args) => {
    last += 1;
    const argumentList = args.map((one) => ({ type: raw, value: one }));
    port.postMessage({ id: `stand-in-${last}`, type: kinds.apply, path: [], argumentList });
  };
  return listener;
}

function toWire(value: unknown): [WireValue, Transferable[]] {
  if (value instanceof Remote) {
    const { port1, port2 } = new MessageChannel();
    answerOn(port1, value);
    return [{ type: handled, name: 'proxy', value: port2 }, [port2]];
  }
  return [{ type: raw, value }, value instanceof Uint8Array ? [value.buffer as ArrayBuffer] : []];
}
