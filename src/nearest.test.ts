import { expect, test } from 'vitest';
import { nearest } from './nearest.ts';

const views = ['system-map', 'request-lifecycle', 'ai-pipeline', 'security-layers'];

test('a slip of the keys finds the name that was meant', () => {
  expect(nearest('request-livecycle', views)).toBe('request-lifecycle');
  expect(nearest('AI-pipline', views)).toBe('ai-pipeline');
  expect(nearest('securtiy-layers', views)).toBe('security-layers');
});

test('equals are settled by order, and nothing to choose from is an empty word', () => {
  expect(nearest('x', ['a', 'b'])).toBe('a');
  expect(nearest('x', [])).toBe('');
});
