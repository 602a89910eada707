import { proof } from './proof.ts';

export default proof({
  id: 'limits-told',
  says: 'Every answer says which limits counted the call and what is left of them; the next has one less.',
  layer: 'L2',
  decides: 'quota.client',
  weak: { off: ['L2'] },
  async act(at) {
    const left = async () => {
      const { headers } = await at.call('/v1/me', { as: 'vera' });
      const [, remaining] = /"account";r=(\d+)/.exec(headers.get('ratelimit') ?? '') ?? [];
      return { remaining: Number(remaining), policy: headers.get('ratelimit-policy') ?? '' };
    };
    return [await left(), await left()] as const;
  },
  expect([one, two], is) {
    is(
      'RateLimit-Policy names client and account',
      /"client";q=\d+;w=\d+, "account";q=\d+;w=\d+/.test(one.policy),
    );
    is('RateLimit goes down by one', two.remaining === one.remaining - 1);
  },
});
