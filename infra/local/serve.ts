// The preview server: dist/ through the edge of the synthesised template, and the reference API under /api/. `npm start` ends here
// and every browser test talks to it.
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Hashes } from '../../src/headers.ts';
import { synthesise, type Template } from '../synth.ts';
import { localApi } from './api.ts';
import { hashesFile } from './built.ts';
import { edgeFrom } from './edge.ts';
import { answerList, bodyOf, isLead, isList, isReport, localLead } from './lead.ts';

export function readHashes(dist: string): Hashes {
  return JSON.parse(readFileSync(hashesFile(dist), 'utf8'));
}

/** A report of a violated policy as a browser sent it, and which browser it says to be. */
export interface Told {
  readonly agent: string;
  readonly report: string;
}

/** Resolves when it listens. Port 0 takes a free one. `told` hears of every report of a violation. */
export async function serve(
  dist: string,
  port: number,
  told?: (report: Told) => void,
): Promise<{ origin: string; server: Server }> {
  for (const needed of [dist, hashesFile(dist)])
    if (!existsSync(needed)) throw new Error(`${needed} is missing. What to do: run "npm run build" first.`);
  // Of what is built here; a copy of dist elsewhere is served through the same template.
  const { templates } = await synthesise(['lavbytes-site']);
  const api = localApi();
  const lead = localLead();
  const answer = edgeFrom(dist, templates['lavbytes-site'] as Template, { api: lead.answer });
  const server = createServer(async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    if (isList(request)) return answerList(request, response, api, lead);
    if (url.startsWith('/api/') && !isLead(request)) return api.pass(request, response);
    const sentBody = await bodyOf(request);
    if (isReport(request)) told?.({ agent: headers['user-agent'] ?? '', report: sentBody.toString() });
    const { status, headers: sent, body } = await answer({ method, url, headers, body: sentBody });
    const length = status === 304 ? {} : { 'Content-Length': String(body.length) };
    response.writeHead(status, { ...sent, ...length });
    response.end(method === 'HEAD' || status === 304 ? undefined : body);
  });
  server.once('close', () => {
    api.stop();
    void lead.stop();
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      failed(
        error.code === 'EADDRINUSE'
          ? new Error(`Port ${port} is taken. What to do: add --port with another.`)
          : error,
      ),
    );
    server.listen(port, '127.0.0.1', listening);
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4321' },
      dist: { type: 'string', default: 'dist' },
      // Where reports of violations are kept, one a line, for whoever judges them.
      reports: { type: 'string' },
    },
  });
  const { reports } = values;
  if (reports !== undefined) {
    mkdirSync(dirname(reports), { recursive: true });
    writeFileSync(reports, '');
  }
  const keep = (told: Told) => {
    if (reports !== undefined) appendFileSync(reports, `${JSON.stringify(told)}\n`);
  };
  try {
    const { origin, server } = await serve(resolve(values.dist), Number(values.port), keep);
    console.log(`  The site is at ${origin}/ (stop it with Ctrl+C)`);
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        server.close();
        server.closeAllConnections();
      });
  } catch (error) {
    console.error(`✗ ${error instanceof Error ? error.message : error}`);
    process.exitCode = 1;
  }
}
