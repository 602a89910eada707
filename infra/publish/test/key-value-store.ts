// CloudFront's key-value store as far as publishing speaks to it: one version for all keys, writes only on top of the version
// that was read, SigV4A signatures. A stub: nothing is checked of a signature but its kind.
import type { IncomingMessage, ServerResponse } from 'node:http';

export class KeyValueStore {
  readonly keys = new Map<string, string>();
  version = 1;
  /** Of writes that passed. */
  written: string[] = [];
  /** The next write passes, and its answer gets lost. */
  loseAnswer = false;

  put(key: string, value: string): void {
    this.keys.set(key, value);
    this.version += 1;
  }

  async answer(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    const say = (status: number, content: object, headers: Record<string, string> = {}) =>
      response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify(content));
    const refuse = (status: number, kind: string, Message: string) =>
      say(status, { Message }, { 'x-amzn-errortype': kind });

    if (!request.headers.authorization?.startsWith('AWS4-ECDSA-P256-SHA256 '))
      return void refuse(403, 'AccessDeniedException', 'SigV4A only');
    const [, , key] = /^\/key-value-stores\/([^/]+)(?:\/keys\/([^/?]+))?/.exec(request.url ?? '') ?? [];
    const ETag = `v${this.version}`;
    const size = { ItemCount: this.keys.size, TotalSizeInBytes: 100 };
    if (key === undefined)
      return void say(200, { ...size, KvsARN: 'arn', Created: 1, Status: 'READY' }, { ETag });
    if (request.method === 'GET') {
      const Value = this.keys.get(key);
      if (Value === undefined) return void refuse(404, 'ResourceNotFoundException', 'Key not found');
      return void say(200, { Key: key, Value, ...size });
    }
    if (request.headers['if-match'] === undefined)
      return void refuse(400, 'ValidationException', 'If-Match is required');
    if (request.headers['if-match'] !== ETag)
      return void refuse(409, 'ConflictException', 'The version is not the latest');
    const value = String(JSON.parse(body).Value);
    this.put(key, value);
    this.written.push(value);
    if (this.loseAnswer) {
      this.loseAnswer = false;
      return void response.destroy();
    }
    say(200, size, { ETag: `v${this.version}` });
  }
}
