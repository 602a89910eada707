import { RemovalPolicy } from 'aws-cdk-lib';
import {
  type IRepository,
  Repository,
  RepositoryEncryption,
  TagMutability,
  TagStatus,
} from 'aws-cdk-lib/aws-ecr';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

export const services = ['reference-api', 'reference-web'] as const;
export type ServiceName = (typeof services)[number];

/** One repository a service. A tag is given once and stays; what is pushed is scanned. */
export class Registry extends Construct {
  readonly repositories: Readonly<Record<ServiceName, IRepository>>;

  constructor(scope: Construct, id: string, { key }: { readonly key: IKey }) {
    super(scope, id);
    const make = (service: ServiceName) =>
      new Repository(this, service, {
        repositoryName: `lavbytes/${service}`,
        imageTagMutability: TagMutability.IMMUTABLE,
        imageScanOnPush: true,
        encryption: RepositoryEncryption.KMS,
        encryptionKey: key,
        removalPolicy: RemovalPolicy.RETAIN,
        lifecycleRules: [
          { tagStatus: TagStatus.ANY, maxImageCount: 100, description: 'A hundred versions back' },
        ],
      }) as IRepository;
    this.repositories = { 'reference-api': make('reference-api'), 'reference-web': make('reference-web') };
  }
}
