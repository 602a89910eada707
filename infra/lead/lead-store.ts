// Where leads lie: one table, encrypted with a key of its own, to be had back as of any second of the last 35 days; and the secret
// that their sealing and the proofs of work come from.
import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import { leadTable } from '../../demos/reference-api/leads/table.ts';

const types = { S: AttributeType.STRING, N: AttributeType.NUMBER, B: AttributeType.BINARY } as const;

const attribute = (name: string) => {
  const found = leadTable.AttributeDefinitions.find(({ AttributeName }) => AttributeName === name);
  if (found === undefined) throw new Error(`the table of the leads has no ${name}`);
  return { name, type: types[found.AttributeType] };
};

/** What DynamoDB does with the table's key in the name of whoever calls it. */
const keyActions = ['Decrypt', 'Encrypt', 'ReEncryptFrom', 'ReEncryptTo', 'GenerateDataKey', 'DescribeKey'];

export class LeadStore extends Construct {
  readonly table: Table;
  readonly #key: Key;
  readonly secret: Secret;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.#key = new Key(this, 'Key', {
      description: 'Leads and the secret they are sealed with',
      enableKeyRotation: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    const encryptionKey = this.#key;
    const [{ AttributeName: partition = '' } = {}] = leadTable.KeySchema;
    this.table = new Table(this, 'Table', {
      partitionKey: attribute(partition),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      timeToLiveAttribute: 'expires',
      // That a lead is there, and nothing of it: who mails it reads the table.
      stream: StreamViewType.KEYS_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const { IndexName, KeySchema, Projection } of leadTable.GlobalSecondaryIndexes) {
      const [hash, range] = KeySchema as readonly { AttributeName: string }[];
      this.table.addGlobalSecondaryIndex({
        indexName: IndexName,
        partitionKey: attribute(hash?.AttributeName ?? ''),
        ...(range && { sortKey: attribute(range.AttributeName) }),
        projectionType: ProjectionType[Projection.ProjectionType],
      });
    }
    this.secret = new Secret(this, 'Secret', {
      description: 'Of the leads: sealing, proofs of work, hashes of addresses',
      encryptionKey,
      generateSecretString: { passwordLength: 64, excludePunctuation: true },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    Validations.of(this.secret).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SMG4',
      reason:
        'What is sealed with it is kept for a year and has to stay readable, so it is replaced by hand, with a second key beside it.',
    });
  }

  /** What the function does to items, and which indexes it asks; no more. */
  allow(role: Role, actions: readonly string[], indexes: readonly string[] = []): void {
    const { tableArn } = this.table;
    role.addToPolicy(
      new PolicyStatement({ actions: actions.map((name) => `dynamodb:${name}`), resources: [tableArn] }),
    );
    if (indexes.length > 0)
      role.addToPolicy(
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: indexes.map((name) => `${tableArn}/index/${name}`),
        }),
      );
    this.#key.grant(role, ...keyActions.map((name) => `kms:${name}`));
  }
}
