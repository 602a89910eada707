// What only the services know. Made by Secrets Manager, so nobody has seen them; the API reads its own by name (its
// secrets/aws.ts) and refuses anything but base64url of 32 bytes or more.
import { ArnFormat, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { type ISecret, Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';

/** Before each name; the API's SECRETS_PREFIX. */
export const secretsPrefix = 'reference-api/';

/**
 * Characters. 43 letters and digits are 256 bits and read as 32 bytes; the origin's is compared as text after a reading and a
 * writing, which gives the same text only for whole groups of four.
 */
const lengths = {
  'wrapping-key': 43,
  'audit-signing-key': 43,
  'client-hash-salt': 43,
  'origin-secret': 64,
} as const;

export class Secrets extends Construct {
  readonly origin: ISecret;
  readonly cacheToken: ISecret;
  readonly #own: readonly ISecret[];
  readonly #key: IKey;

  constructor(scope: Construct, id: string, { key }: { readonly key: IKey }) {
    super(scope, id);
    this.#key = key;
    const make = (name: keyof typeof lengths) => this.#make(name, `${secretsPrefix}${name}`, lengths[name]);
    this.origin = make('origin-secret');
    this.#own = [make('wrapping-key'), make('audit-signing-key'), make('client-hash-salt'), this.origin];
    this.cacheToken = this.#make('cache-token', 'reference-cache/token', 64);
  }

  #make(id: string, secretName: string, passwordLength: number): ISecret {
    return new Secret(this, id, {
      secretName,
      encryptionKey: this.#key,
      // What a lost wrapping key sealed stays sealed.
      removalPolicy: RemovalPolicy.RETAIN,
      generateSecretString: { passwordLength, excludePunctuation: true, includeSpace: false },
    }) as ISecret;
  }

  /** The API's four, and the one that is there only while the wrapping key is being changed. */
  grantApi(task: IGrantable): void {
    for (const secret of this.#own) secret.grantRead(task);
    // A name that does not exist must be answered with "not found", not with "not allowed": hence a right to it, and its name
    // without the six characters that Secrets Manager appends.
    task.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [
          Stack.of(this).formatArn({
            service: 'secretsmanager',
            resource: 'secret',
            resourceName: `${secretsPrefix}wrapping-key-next*`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          }),
        ],
      }),
    );
  }
}

/** How often the database's password is changed. */
export const rotationEvery = Duration.days(30);
