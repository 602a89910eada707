import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsSecrets } from './aws.ts';
import { environmentSecrets } from './environment.ts';
import { madeUpSecrets } from './made-up.ts';

const key = Buffer.alloc(32, 7);
const asked: string[] = [];
const server = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const { SecretId } = JSON.parse(Buffer.concat(chunks).toString());
  asked.push(SecretId);
  const found = SecretId === 'app/wrapping-key';
  response
    .writeHead(found ? 200 : 400, { 'content-type': 'application/x-amz-json-1.1' })
    .end(
      JSON.stringify(
        found ? { SecretString: key.toString('base64url') } : { __type: 'ResourceNotFoundException' },
      ),
    );
});
beforeAll(() => {
  process.env['AWS_ACCESS_KEY_ID'] = 'example';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'example';
  return new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
});
afterAll(() => new Promise((closed) => server.close(closed)));

describe('secrets', () => {
  it('come from the environment', async () => {
    const secrets = environmentSecrets({ WRAPPING_KEY: key.toString('base64url'), ORIGIN_SECRET: 'short' });
    expect(Buffer.from(await secrets.read('wrapping-key'))).toEqual(key);
    await expect(secrets.read('origin-secret')).rejects.toThrow(/origin-secret/);
    await expect(secrets.read('client-hash-salt')).rejects.toThrow(/client-hash-salt/);
  });

  it('come from AWS Secrets Manager, each asked for once', async () => {
    const { port } = server.address() as AddressInfo;
    const secrets = await awsSecrets({
      region: 'eu-central-1',
      prefix: 'app/',
      endpoint: `http://127.0.0.1:${port}`,
    });
    for (let i = 0; i < 3; i++) expect(Buffer.from(await secrets.read('wrapping-key'))).toEqual(key);
    expect(asked).toEqual(['app/wrapping-key']);
    await expect(secrets.read('origin-secret')).rejects.toThrow(/origin-secret/);
  });

  it('can be made up, and stay the same for as long as the process', async () => {
    const secrets = madeUpSecrets();
    const first = await secrets.read('wrapping-key');
    expect([first.length, await secrets.read('wrapping-key')]).toEqual([32, first]);
    await expect(secrets.read('wrapping-key-next')).rejects.toThrow();
  });
});
