import { describe, expect, it } from 'vitest';
import { readSettings } from './settings.ts';
import { told } from './trouble.ts';

const store = 'arn:aws:cloudfront::123456789012:key-value-store/aabbccdd-0011-2233-4455-66778899aabb';
const whole = ['--bucket', 'a-site', '--store', store, '--origin', 'https://app.example.com'];

const said = (argv: string[], env: NodeJS.ProcessEnv = {}): string => {
  try {
    readSettings(argv, env);
    return 'taken';
  } catch (error) {
    return told(error);
  }
};

describe('settings', () => {
  it('come from flags or the environment, a flag first', () => {
    const env = { SITE_BUCKET: 'other', SITE_STORE: store, SITE_ORIGIN: 'https://app.example.com' };
    expect(readSettings(['--bucket', 'a-site'], env)).toMatchObject({
      bucket: 'a-site',
      store,
      keep: 5,
      'grace-days': 7,
      dist: 'dist',
    });
  });

  it.each([
    [[], '--bucket (or SITE_BUCKET) is missing; --store (or SITE_STORE) is missing; --origin'],
    [
      [...whole, '--store', 'arn:aws:s3:::a'],
      '--store (or SITE_STORE) is no ARN of a CloudFront key-value store',
    ],
    [[...whole, '--origin', 'http://app.example.com'], '--origin (or SITE_ORIGIN) is not https'],
    [[...whole, '--keep', '1'], '--keep is less than 2'],
    [[...whole, '--grace-days', 'week'], '--grace-days is no number'],
    [[...whole, '--to', 'latest'], '--to is no release'],
    [[...whole, '--forse'], "Unknown option '--forse'"],
  ])('are refused with a sentence: %j', (argv, why) => {
    expect(said(argv)).toContain(why);
    expect(said(argv)).toMatch(/^✗ .+\n {2}Why: .+\n {2}What to do: .+$/);
  });

  it('need no place for a dry run', () => {
    expect(said(['--dry-run'])).toBe('taken');
    expect(said(['--dry-run', '--bucket', 'A B'])).toContain('is no name of a bucket');
  });
});
