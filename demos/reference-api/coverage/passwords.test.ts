// What a password may be, and that it is compared as it was given (the frequent ones: identity/sign-in.services.test.ts).
import { describe, expect, it } from 'vitest';
import { passwordFault } from '../identity/password-policy.ts';
import { nodePasswords } from '../identity/passwords-node.ts';
import { systemClock, systemIds } from '../ids.ts';

describe('passwords', () => {
  it('have 15 to 256 characters, of any kind', async () => {
    expect(await passwordFault('qzv kjw xpm ry')).toBe('too-short');
    for (const password of [
      'qzv kjw xpm ryt',
      '🦊🐺🦝🐻🐼🐨🐯🦁🐮🐷🐸🐵🐔🐧🐦',
      '     qzvkjw    ',
      '8513746209481350',
      '—“”…«»§¶†‡•‰′″‹›',
      'qzvkjwxpmrytqzvkjwxpmrytqzvkjwxpmrytqzvkjwxpmrytqzvkjwxpmrytqzvk',
      'zq'.repeat(128),
    ])
      expect([password, await passwordFault(password)]).toEqual([password, null]);
    expect(await passwordFault('zq'.repeat(128).concat('!'))).toBe('too-long');
  });

  it('are compared exactly as they were given', async () => {
    // The least memory argon2 takes: what is compared does not depend on its cost.
    const { hash, verify } = nodePasswords(systemIds(systemClock), 8);
    const password = `${'Caf\u00e9 '.repeat(20)} end `;
    const phc = await hash(password);
    expect(await verify(password, phc)).toBe(true);
    for (const near of [
      password.toLowerCase(),
      password.trim(),
      password.normalize('NFD'),
      // bcrypt would stop here.
      password.slice(0, 72),
      password.slice(0, -1),
      `${password}\0`,
      password.replace('  ', ' '),
    ])
      expect([near, await verify(near, phc)]).toEqual([near, false]);
  });
});
