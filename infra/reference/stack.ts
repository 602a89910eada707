// The reference system: what the topology of section 04 shows.
import { Fn, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { room } from '../room.ts';
import { type ReferenceConfig, referenceConfig } from './config.ts';
import { Network } from './network.ts';

export interface ReferenceProps {
  readonly config: ReferenceConfig;
}

export class ReferenceStack extends Stack {
  constructor(scope: Construct, id: string, { config }: ReferenceProps) {
    // CloudFront takes its certificate and its web ACL from us-east-1 only; with everything there, it is one stack.
    super(scope, id, { env: { region: 'us-east-1' }, terminationProtection: true });
    new Network(this, 'network', { natGateways: config.NAT_GATEWAYS });
  }

  /** The account's first two zones, named when it is deployed: else a synthesis would ask the account for them. */
  override get availabilityZones(): string[] {
    return [Fn.select(0, Fn.getAzs()), Fn.select(1, Fn.getAzs())];
  }
}

export const reference = room({
  config: referenceConfig,
  make: (app, name, config) => new ReferenceStack(app, name, { config }),
});
