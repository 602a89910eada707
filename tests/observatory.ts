// MDN's HTTP Observatory without the network: the analyser judges a response that we hand it, as if fetched by https.
import fs from 'node:fs';
import { hsts } from '@mdn/mdn-http-observatory/src/analyzer/hsts.js';
import { ALL_TESTS } from '@mdn/mdn-http-observatory/src/constants.js';
import { MINIMUM_SCORE_FOR_EXTRA_CREDIT } from '@mdn/mdn-http-observatory/src/grader/charts.js';
import { getGradeForScore, getScoreModifier } from '@mdn/mdn-http-observatory/src/grader/grader.js';
import { parseHttpEquivHeaders } from '@mdn/mdn-http-observatory/src/retriever/utils.js';
import { Requests } from '@mdn/mdn-http-observatory/src/types.js';
import { vi } from 'vitest';

export interface Judgement {
  readonly grade: string;
  readonly score: number;
  readonly passed: number;
  readonly results: Readonly<Record<string, string>>;
}

/** Its install script downloads the list of preloaded hosts. We are on no such list, so an empty one is true. */
export function withoutPreloadList(): void {
  const read = fs.readFileSync;
  const spy = vi
    .spyOn(fs, 'readFileSync')
    .mockImplementation(((file: fs.PathOrFileDescriptor, ...rest: []) =>
      String(file).endsWith('hsts-preload.json') ? '{}' : read(file, ...rest)) as typeof read);
  hsts();
  spy.mockRestore();
}

/** The scoring is the one in its own scanner, which cannot be called without its network part. */
export function judge(host: string, path: string, headers: Record<string, string>, html: string): Judgement {
  const secure = new URL(path, `https://${host}`);
  const plain = new URL(path, `http://${host}`);
  const response = { status: 200, headers, data: html, verified: true };
  const requests = new Requests(host);
  requests.resources.path = html;
  requests.session = { url: secure };
  requests.responses = {
    auto: { ...response, httpEquiv: parseHttpEquivHeaders(html, secure.href) },
    https: response,
    http: response,
    cors: { ...response, status: 405, request: {}, config: { headers: {} } },
    httpRedirects: [
      { url: plain, status: 301 },
      { url: secure, status: 200 },
    ],
    httpsRedirects: [{ url: secure, status: 200 }],
  };

  const outputs = ALL_TESTS.map((test) => test(requests));
  const modifiers = outputs.map(({ result }) => getScoreModifier(result));
  const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 100);
  const base = sum(modifiers.filter((modifier) => modifier < 0));
  const { grade, score } = getGradeForScore(base >= MINIMUM_SCORE_FOR_EXTRA_CREDIT ? sum(modifiers) : base);
  return {
    grade,
    score,
    passed: outputs.filter(({ pass }) => pass).length,
    results: Object.fromEntries(outputs.map((output) => [output.constructor.name, output.result])),
  };
}
