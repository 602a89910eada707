// A function of the lead endpoint: no network of its own, no managed policy, logs for a month, the rights that it is given.
import { Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as Lambda, LoggingFormat, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { bundled } from './bundle.ts';

export interface LeadFunctionProps {
  /** Of demos/reference-api/leads/lambda. */
  readonly entry: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly seconds: number;
  /** How many of it may run at once. */
  readonly most: number;
}

export class LeadFunction extends Construct {
  readonly lambda: Lambda;
  readonly role: Role;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, { entry, environment, seconds, most }: LeadFunctionProps) {
    super(scope, id);
    this.logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    this.logs.grantWrite(this.role);
    this.lambda = new Lambda(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: bundled(entry),
      handler: 'index.handler',
      role: this.role,
      logGroup: this.logs,
      loggingFormat: LoggingFormat.TEXT,
      memorySize: 512,
      timeout: Duration.seconds(seconds),
      reservedConcurrentExecutions: most,
      environment: { ...environment },
    });
  }
}
