import { attack, limitOf } from '../attack.ts';
import type { Answer } from '../bench.ts';

export default attack({
  id: 'request-burst',
  title: 'A burst of calls',
  attack: 'One client sends calls as fast as it can.',
  async act(at) {
    let answer: Answer | undefined;
    for (let n = 0; n <= limitOf(answer, 'client', 200) && answer?.status !== 429; n++)
      answer = await at.call('/v1/me', { who: 'one client' });
    return answer as Answer;
  },
  through: ({ status }) => status !== 429,
});
