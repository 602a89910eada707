// What the pages and the README promise of the form's way, read from the synthesised template; each promise broken once, and noticed.
import { beforeAll, describe, expect, it } from 'vitest';
import { type Resource, synthesise, type Template } from '../infra/synth.ts';

let template: Template;
beforeAll(async () => {
  template = (await synthesise(['lavbytes-lead'])).templates['lavbytes-lead'] as Template;
});

type Json = Record<string, unknown>;
const of = ({ Resources }: Template, type: string): [string, Resource][] =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);
const one = (from: Template, type: string, named = ''): Json => {
  const found = of(from, type).filter(([id]) => id.includes(named));
  if (found.length !== 1) throw new Error(`${found.length} × ${type} ${named}`);
  return (found[0]?.[1].Properties ?? {}) as Json;
};
const text = (value: unknown): string => JSON.stringify(value);

/** A promise, and a change of the template's text that breaks it. */
const promises: readonly [says: string, holds: (from: Template) => boolean, from: string, to: string][] = [
  [
    'the table can be had back as of any second',
    (from) => text(one(from, 'AWS::DynamoDB::Table')).includes('"PointInTimeRecoveryEnabled":true'),
    '"PointInTimeRecoveryEnabled":true',
    '"PointInTimeRecoveryEnabled":false',
  ],
  [
    'it is encrypted with a key of its own, which is rotated',
    (from) =>
      text(one(from, 'AWS::DynamoDB::Table')['SSESpecification']).includes('"SSEType":"KMS"') &&
      one(from, 'AWS::KMS::Key')['EnableKeyRotation'] === true,
    '"EnableKeyRotation":true',
    '"EnableKeyRotation":false',
  ],
  [
    'what is past its time is deleted',
    (from) =>
      text(one(from, 'AWS::DynamoDB::Table')['TimeToLiveSpecification']) ===
      '{"AttributeName":"expires","Enabled":true}',
    '"AttributeName":"expires"',
    '"AttributeName":"expire"',
  ],
  [
    'the stream says that a lead is there and nothing of it, and only for leads',
    (from) =>
      text(one(from, 'AWS::DynamoDB::Table')['StreamSpecification']).includes('KEYS_ONLY') &&
      text(one(from, 'AWS::Lambda::EventSourceMapping')['FilterCriteria']).includes('lead#'),
    'KEYS_ONLY',
    'NEW_IMAGE',
  ],
  [
    'what fails goes to the queue, from the stream and from both clocks',
    (from) =>
      'DestinationConfig' in one(from, 'AWS::Lambda::EventSourceMapping') &&
      of(from, 'AWS::Events::Rule').length === 2 &&
      of(from, 'AWS::Events::Rule').every(([, rule]) => text(rule).includes('DeadLetterConfig')),
    '"DeadLetterConfig"',
    '"Other"',
  ],
  [
    'its first message is an alarm that reaches somebody',
    (from) => {
      const alarm = one(from, 'AWS::CloudWatch::Alarm', 'Undelivered');
      return alarm['Threshold'] === 0 && text(alarm['AlarmActions']).includes('Topic');
    },
    '"Threshold":0',
    '"Threshold":5',
  ],
  [
    'the canary is sent every hour, and none for two hours is an alarm',
    (from) =>
      one(from, 'AWS::Events::Rule', 'EveryHour')['ScheduleExpression'] === 'rate(1 hour)' &&
      one(from, 'AWS::CloudWatch::Alarm', 'CanaryMissing')['TreatMissingData'] === 'breaching',
    '"TreatMissingData":"breaching"',
    '"TreatMissingData":"ignore"',
  ],
  [
    'the endpoint takes signed requests only',
    (from) => one(from, 'AWS::Lambda::Url', 'Endpoint')['AuthType'] === 'AWS_IAM',
    '"AuthType":"AWS_IAM"',
    '"AuthType":"NONE"',
  ],
  [
    'no role has a right over everything, but to list streams, and none has a managed policy',
    (from) =>
      of(from, 'AWS::IAM::Policy').every(([, { Properties = {} }]) =>
        (Properties['PolicyDocument'] as { Statement: Json[] }).Statement.every(
          ({ Action, Resource: on }) => text(on) !== '"*"' || Action === 'dynamodb:ListStreams',
        ),
      ) &&
      of(from, 'AWS::IAM::Role').every(([, { Properties = {} }]) => !('ManagedPolicyArns' in Properties)),
    '"Action":"dynamodb:ListStreams"',
    '"Action":"dynamodb:*"',
  ],
  [
    'the function that takes reports may read its secret and nothing else',
    (from) => !/dynamodb|ses:|kms:/.test(text(one(from, 'AWS::IAM::Policy', 'Reports'))),
    '"secretsmanager:DescribeSecret"',
    '"dynamodb:Scan"',
  ],
];

describe('the template of the lead endpoint', () => {
  it.each(promises)('%s', (_says, holds, from, to) => {
    expect(holds(template)).toBe(true);
    const changed = text(template).replaceAll(from, to);
    expect(changed).not.toBe(text(template));
    expect(holds(JSON.parse(changed))).toBe(false);
  });
});
