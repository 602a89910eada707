// The text that an answer was made of. A host in the same process passes it on as it is; reading it back out of the Response
// would encode it, copy it and wait a turn.
const texts = new WeakMap<Response, string | null>();

export function answerOf(text: string | null, init: ResponseInit): Response {
  const answer = new Response(text, init);
  texts.set(answer, text);
  return answer;
}

/** @returns undefined for an answer that was made otherwise: then its body has to be read */
export const textOf = (answer: Response): string | null | undefined => texts.get(answer);
