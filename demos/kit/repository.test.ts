import { expect, it } from 'vitest';
import { source } from '../../src/repository.ts';
import { sourceOf } from './repository.ts';

it('links to the same repository as the pages do', () => {
  expect(sourceOf('demos/kit/Plate.tsx')).toBe(source('demos/kit/Plate.tsx'));
});
