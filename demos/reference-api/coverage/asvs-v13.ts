import { type Chapter, deviates, documented, partly, shown } from './row.ts';

export const v13: Chapter = {
  title: 'ASVS V13, configuration',
  rows: [
    documented('V13.1.1', 'What the service talks to is written down.', ['README.md', 'What it talks to']),
    partly(
      'V13.2.1',
      'Services show each other who they are.',
      'Database and cache take the user and password in their address, AWS the role of the task; that they refuse others is theirs and not tested here.',
      ['edge/admit.test.ts', 'every path and method is refused without the header'],
    ),
    shown(
      'V13.2.2',
      'Each with the rights it needs and no more.',
      ['test/hosts.services.test.ts', 'runs as a role that may not change the schema or the past'],
      ['identity/boundary.services.test.ts', 'the role behind them reads no document'],
      ['audit/audit.services.test.ts', 'the application may only append in order and read its own'],
    ),
    deviates(
      'V13.2.3',
      'None with a default password.',
      'The service brings no credential of its own; which ones it is given is decided where it is deployed, and none is compared with a list of defaults.',
    ),
    partly(
      'V13.2.4',
      'What may be talked to is listed.',
      'The addresses of the environment are the list; a firewall that enforces it is not part of this folder.',
      ['coverage/source.test.ts', 'calls out in two places, to where the environment says'],
      ['identity/forgeries.services.test.ts', 'AUTHN-04: nothing in it is followed, looked up or believed'],
    ),
    partly(
      'V13.2.5',
      'What may be loaded from is listed.',
      'The addresses of the environment are the list; a firewall that enforces it is not part of this folder.',
      ['coverage/source.test.ts', 'calls out in two places, to where the environment says'],
      ['storage/objects.test.ts', 'a folder refuses the key'],
    ),
    shown(
      'V13.3.1',
      'Secrets come from a store for secrets.',
      ['secrets/secrets.test.ts', 'come from AWS Secrets Manager, each asked for once'],
      ['host/environment.test.ts', 'is refused in production with %s=%s'],
    ),
    deviates(
      'V13.3.2',
      'Each secret is for those who need it.',
      'Rights on the secrets belong to the account that they are kept in, which is not part of this folder.',
    ),
    shown(
      'V13.4.1',
      'No version control data is served.',
      ['coverage/answers.test.ts', 'serves no file and no directory'],
      ['edge/screen.test.ts', '%s in the %s: %j'],
    ),
    shown(
      'V13.4.2',
      'No debugging in production.',
      ['observe/observe.test.ts', 'Server-Timing names the layers, and only outside production'],
      ['app.test.ts', 'answers 500 as a problem, without a trace of the fault'],
      ['app.test.ts', 'cannot be switched off in'],
    ),
    shown('V13.4.3', 'No directory is listed.', [
      'coverage/answers.test.ts',
      'serves no file and no directory',
    ]),
    shown('V13.4.4', 'No TRACE.', [
      'host/listen.test.ts',
      'answers TRACE with 405 and Allow, and reflects nothing',
    ]),
    partly(
      'V13.4.5',
      'Documentation and monitoring are public only where that is meant.',
      'The OpenAPI document and the two probes are public on purpose; metrics have a port of their own, which the network keeps inside.',
      ['coverage/answers.test.ts', 'serves no file and no directory'],
    ),
  ],
};
