// Hosts that are a few lines, for the console's own tests.
import type { BootOptions, Host, Running } from '../../runtime/contract.ts';
import { RuntimeFault } from '../../runtime/fault.ts';

/** A service whose database is a number: each POST /v1/documents adds one. Boots from a tar whose second file is it. */
export function fakeHost() {
  const seen: { path: string; headers: Readonly<Record<string, string>> }[] = [];
  const control = { failsWith: [] as string[], value: 0, seen };
  const boot = async ({ database, signal }: BootOptions): Promise<Running> => {
    signal.throwIfAborted();
    control.value = database ? Number((await database.text()).match(/value=(\d+)/)?.[1] ?? -1) : 0;
    if (database && control.failsWith.includes(String(control.value)))
      throw new RuntimeFault({ code: 'asset-corrupt', detail: 'the image' });
    const answer = async (
      path: string,
      init: { method?: string; headers?: Readonly<Record<string, string>> } = {},
    ) => {
      seen.push({ path, headers: init.headers ?? {} });
      if (path === '/v1/sessions' && init.method === 'POST')
        return Response.json({ accessToken: 'a.e30.c', refreshToken: 'r' }, { status: 201 });
      if (path === '/v1/documents' && init.method === 'POST')
        return Response.json({ value: ++control.value }, { status: 201 });
      return Response.json({ value: control.value });
    };
    return {
      client: { label: { kind: 'tab', text: 'fake' }, fetch: (path, init) => answer(path, init) },
      exportDatabase: async () => tar(control.value),
      reset: async () => {
        control.value = 0;
      },
      inspect: async (sql) => ({ fields: ['sql'], rows: [[sql]] }),
      stop: () => {},
      ended: new Promise(() => {}),
    };
  };
  return { control, host: { kind: 'tab' as const, refusal: () => null, warm: async () => {}, boot } };
}

/** Has one answer, and says so of every other call. */
export const recorded: Host = {
  kind: 'recorded',
  refusal: () => null,
  boot: async () => ({
    client: {
      label: { kind: 'recorded', text: 'recorded once' },
      async fetch(path) {
        if (path === '/v1/documents') return Response.json({ value: 'recorded' });
        throw new RuntimeFault({ code: 'not-recorded', detail: path });
      },
    },
    stop: () => {},
    ended: new Promise(() => {}),
  }),
};

export function tar(value: number): Blob {
  const bytes = new Uint8Array(3 * 512 + 1024);
  const write = (text: string, at: number) => bytes.set(new TextEncoder().encode(text), at);
  write('PG_VERSION', 0);
  write('00000000022', 124);
  write('        ', 148);
  write('ustar', 257);
  const sum = bytes.subarray(0, 512).reduce((all, byte) => all + byte, 0);
  write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  write(`18\n\0value=${value}`, 512);
  return new Blob([bytes]);
}
