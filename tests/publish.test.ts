// The real build as `npm run deploy` sees it: fit to be published, and nothing that changes under a name kept for a year.
import { resolve } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { type Build, readBuild } from '../infra/publish/build.ts';
import { isAsset } from '../infra/publish/places.ts';
import { planned } from '../infra/publish/plan.ts';

let build: Build;
beforeAll(async () => {
  build = await readBuild(resolve('dist'), resolve('.cache/publish'));
}, 180_000);

it('keeps for a year only what has a hash in its name', () => {
  const assets = Object.keys(build.files).filter(isAsset);
  expect(assets.length).toBeGreaterThan(50);
  expect(assets.filter((path) => !/[.-][\w-]{8,16}\.\w+$/.test(path))).toEqual([]);
});

it('sends nothing that the CDN would have to compress and cannot', () => {
  const large = Object.entries(build.files).filter(
    ([path, { bytes, encoding }]) => bytes > 10_000_000 && !encoding && !path.endsWith('.zip'),
  );
  expect(large).toEqual([]);
  expect(build.files['/index.html']?.encoding).toBeUndefined();
});

it('has a plan', () => {
  const rules = { keep: 5, graceMs: 1, patienceMs: 0, width: 1 };
  expect(planned(build, undefined, rules, 0).join('\n')).toContain(`19700101T000000-${build.content}`);
});
