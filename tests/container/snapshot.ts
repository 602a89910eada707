// Reads what @webcontainer/snapshot writes: MessagePack of { d: { name: { d: … } | { f: { c: bytes } } } }. Only the parts of
// MessagePack that such a tree has; anything else, and anything left over, is a corrupt snapshot.

export type Tree = ReadonlyMap<string, Tree | Uint8Array>;

export class CorruptSnapshot extends Error {
  override readonly name = 'CorruptSnapshot';
}

type Value = string | Uint8Array | Map<string, Value>;

export function readSnapshot(bytes: Uint8Array): Tree {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const take = (length: number): Uint8Array => {
    if (at + length > bytes.length) throw new CorruptSnapshot(`cut off at byte ${bytes.length}`);
    at += length;
    return bytes.subarray(at - length, at);
  };
  const size = (width: 1 | 2 | 4): number => {
    take(width);
    return width === 1
      ? view.getUint8(at - 1)
      : width === 2
        ? view.getUint16(at - 2)
        : view.getUint32(at - 4);
  };
  const text = (length: number): string => new TextDecoder('utf-8', { fatal: true }).decode(take(length));
  const map = (length: number): Map<string, Value> => {
    const made = new Map<string, Value>();
    for (let i = 0; i < length; i++) {
      const name = value();
      if (typeof name !== 'string') throw new CorruptSnapshot('a name that is no text');
      made.set(name, value());
    }
    return made;
  };
  function value(): Value {
    const tag = size(1);
    if (tag >= 0x80 && tag <= 0x8f) return map(tag & 0x0f);
    if (tag >= 0xa0 && tag <= 0xbf) return text(tag & 0x1f);
    switch (tag) {
      case 0xc4:
        return take(size(1));
      case 0xc5:
        return take(size(2));
      case 0xc6:
        return take(size(4));
      case 0xd9:
        return text(size(1));
      case 0xda:
        return text(size(2));
      case 0xdb:
        return text(size(4));
      case 0xde:
        return map(size(2));
      case 0xdf:
        return map(size(4));
      default:
        throw new CorruptSnapshot(`unknown tag 0x${tag.toString(16)} at byte ${at - 1}`);
    }
  }
  const tree = folder(value());
  if (at !== bytes.length) throw new CorruptSnapshot(`${bytes.length - at} bytes too many`);
  return tree;
}

function folder(value: Value | undefined): Tree {
  const entries = value instanceof Map ? value.get('d') : undefined;
  if (!(entries instanceof Map)) throw new CorruptSnapshot('not a folder');
  return new Map(
    [...entries].map(([name, entry]): [string, Tree | Uint8Array] => {
      if (name === '' || name === '.' || name === '..' || /[/\\\0]/.test(name))
        throw new CorruptSnapshot(`a name that is a path: ${JSON.stringify(name)}`);
      const file = entry instanceof Map ? entry.get('f') : undefined;
      if (file === undefined) return [name, folder(entry)];
      const content = file instanceof Map ? file.get('c') : undefined;
      if (!(content instanceof Uint8Array)) throw new CorruptSnapshot(`${name} has no content`);
      return [name, content];
    }),
  );
}
