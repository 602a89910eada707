// What an image is called, and what its recipe left in it. Pure: skopeo's answers come in, names and faults go out.
import { z } from 'zod';

const digestForm = /^sha256:[0-9a-f]{64}$/;

export function parseDigest(text: string): string {
  const digest = text.trim();
  if (!digestForm.test(digest)) throw new Error('This is no digest: it has to be sha256: and 64 hex digits.');
  return digest;
}

/** "…/reference-api@sha256:…": the only form that cannot come to mean other bytes. */
export const byDigest = (repository: string, digest: string): string =>
  `${repository}@${parseDigest(digest)}`;

/** A tag names the commit, so nobody has to look up what is running. */
export function tagOf(revision: string): string {
  if (!/^[0-9a-f]{40}$/.test(revision)) throw new Error('This is no commit: it has to be 40 hex digits.');
  return revision;
}

const configuration = z.object({
  config: z.object({
    User: z.string().default(''),
    Env: z.array(z.string()).default([]),
    Entrypoint: z.array(z.string()).nullish(),
  }),
  history: z.array(z.object({ created_by: z.string().optional() })).default([]),
});

const secretName = /(PASS(WORD|WD)?|SECRET|TOKEN|PRIVATE|CREDENTIAL|_KEY)$/i;
/** Forms that give themselves away wherever they stand: AWS keys, PEM, tokens of GitHub and npm. */
const secretForm = /\b(AKIA[0-9A-Z]{16}|gh[pousr]_\w{36}|npm_\w{36})\b|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Why an image must not be stored; empty when it may. `given` is the image's configuration, as the registry keeps it. */
export function imageFaults(given: unknown): string[] {
  const { config, history } = configuration.parse(given);
  const user = config.User.split(':')[0] ?? '';
  const steps = history.map((step) => step.created_by ?? '');
  return [
    ...(user === '' || user === '0' || user === 'root' ? ['it runs as root: the recipe needs USER'] : []),
    ...((config.Entrypoint ?? []).length === 0 ? ['it has no ENTRYPOINT, so a shell would start it'] : []),
    ...config.Env.filter((pair) => secretName.test(pair.split('=')[0] ?? '')).map(
      (pair) => `its environment has ${pair.split('=')[0]}: secrets come from Secrets Manager`,
    ),
    ...[...config.Env, ...steps]
      .filter((text) => secretForm.test(text))
      .map(() => 'a setting or a step of its recipe holds what looks like a key'),
  ];
}
