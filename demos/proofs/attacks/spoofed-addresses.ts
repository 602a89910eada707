import { attack, limitOf } from '../attack.ts';
import type { Answer } from '../bench.ts';

export default attack({
  id: 'spoofed-addresses',
  title: 'Spoofed addresses',
  attack: 'The same burst, with another address in X-Forwarded-For at each call.',
  async act(at) {
    let answer: Answer | undefined;
    for (let n = 0; n <= limitOf(answer, 'client', 200) && answer?.status !== 429; n++)
      answer = await at.call('/v1/me', {
        who: 'one client',
        headers: { 'x-forwarded-for': `203.0.113.${n}`, 'x-real-ip': `203.0.113.${n}` },
      });
    return answer as Answer;
  },
  through: ({ status }) => status !== 429,
});
