// Reads the database behind the API's back, with the ready-made queries only.
import { presets } from './presets.ts';
import { type Core, set } from './state.ts';

export async function look({ store, ports }: Core, id: string): Promise<void> {
  const preset = presets.find((one) => one.id === id);
  const { running } = ports.runtime;
  if (!preset || !running?.inspect) return;
  store.send(set({ looked: { kind: 'reading', preset: id } }));
  try {
    const { fields, rows } = await running.inspect(preset.sql);
    store.send(set({ looked: { kind: 'rows', preset: id, fields, rows } }));
  } catch (error) {
    const message = error instanceof Error ? error.message : 'The database went away.';
    store.send(set({ looked: { kind: 'failed', preset: id, message } }));
  }
}
