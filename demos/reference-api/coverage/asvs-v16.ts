import { type Chapter, deviates, documented, partly, shown } from './row.ts';

const line = [
  'app.test.ts',
  'has one line a request, with the route and not the address that was asked',
] as const;
const signIn = [
  'coverage/carried.services.test.ts',
  'signing in is in the trail, accepted and refused',
] as const;
const decisions = ['documents/matrix.services.test.ts', 'AUTHZ-08: one entry a request'] as const;

export const v16: Chapter = {
  title: 'ASVS V16, logging and errors',
  rows: [
    documented('V16.1.1', 'What is logged, where and how is written down.', [
      'README.md',
      'What is written down',
    ]),
    shown('V16.2.1', 'An entry says when, where, who and what.', decisions, signIn, line),
    partly(
      'V16.2.2',
      'Times are in UTC, from clocks that agree.',
      'Setting the clocks of the machines is the platform’s part.',
      ['app.test.ts', 'keeps one parseable line an event'],
    ),
    deviates(
      'V16.2.3',
      'Logs go to the places that are written down and to no other.',
      'The service writes to standard output, its own tables and the collector of the environment; where the platform carries them is its part.',
    ),
    shown(
      'V16.2.4',
      'Logs can be read and joined by machines.',
      ['app.test.ts', 'keeps one parseable line an event'],
      ['app.test.ts', 'go on under the id that a caller sends'],
    ),
    shown('V16.2.5', 'Secrets and personal text stay out of logs.', line, [
      'identity/forgeries.services.test.ts',
      'leave no line with a token in it',
    ]),
    shown('V16.3.1', 'Every sign-in is recorded, accepted or refused.', signIn),
    shown('V16.3.2', 'Refused access is recorded.', decisions, [
      'audit/audit.services.test.ts',
      'everybody but admins is refused, and the refusal is in the chain',
    ]),
    shown(
      'V16.3.3',
      'Attempts to get around a control are recorded.',
      ['identity/refresh.services.test.ts', 'and the family ends with one alert'],
      ['app.test.ts', 'says of a refusal which problem, layer and rule it was'],
    ),
    shown(
      'V16.3.4',
      'Faults and failing controls are recorded.',
      ['app.test.ts', 'answers 500 as a problem, without a trace of the fault'],
      ['gateway/gateway.test.ts', 'and it is said once a second'],
      ['observe/error-budget.test.ts', 'one line for a handler that fails 1,000 times'],
    ),
    shown('V16.4.1', 'Nothing in an entry can be taken for another.', [
      'app.test.ts',
      'keeps one parseable line an event',
    ]),
    partly(
      'V16.4.2',
      'Logs cannot be read by others or changed.',
      'That holds for the audit trail; the operational log is the platform’s to keep.',
      ['audit/audit.services.test.ts', 'the application may only append in order and read its own'],
      ['audit/audit.services.test.ts', 'the owner with the triggers off is found out, by place'],
    ),
    partly(
      'V16.4.3',
      'Logs are sent to another system.',
      'Signed heads of the trail go to the object store, and traces to a collector; sending the log on is the platform’s part.',
      ['audit/audit.services.test.ts', 'anchors: signed, written once, and withheld'],
    ),
    shown('V16.5.1', 'An unexpected fault is answered in general words.', [
      'app.test.ts',
      'answers 500 as a problem, without a trace of the fault',
    ]),
    shown(
      'V16.5.2',
      'When something outside fails, the service stays safe.',
      ['gateway/cache-down.services.test.ts', 'killed under load: sign-in closed'],
      ['observe/observe.test.ts', 'do no harm when the collector is away'],
      ['test/overload.services.test.ts', 'are answered, or refused with 503, within a second'],
    ),
    shown(
      'V16.5.3',
      'A fault opens nothing.',
      ['audit/audit.services.test.ts', '1,000 tries with a fault in the change'],
      ['audit/audit.services.test.ts', 'a chain that cannot be written'],
      ['identity/access-ends.services.test.ts', 'without the notices the answer is 503'],
      ['test/process.services.test.ts', 'is logged once, what runs is answered, and the process ends with 1'],
    ),
  ],
};
