// One Fargate service, as both are: two tasks at least, in two zones, replaced one version by the other without a gap.
import { Duration } from 'aws-cdk-lib';
import type { IAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import type { ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import { SubnetType } from 'aws-cdk-lib/aws-ec2';
import type { IRepository } from 'aws-cdk-lib/aws-ecr';
import {
  AlarmBehavior,
  AvailabilityZoneRebalancing,
  AwsLogDriverMode,
  Capability,
  ContainerImage,
  CpuArchitecture,
  FargatePlatformVersion,
  FargateService,
  FargateTaskDefinition,
  type ICluster,
  LinuxParameters,
  LogDrivers,
  OperatingSystemFamily,
  type Secret,
} from 'aws-cdk-lib/aws-ecs';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { ports } from './network.ts';
import type { ServiceName } from './registry.ts';
import { roleNames } from './roles.ts';

export interface ServiceProps {
  readonly name: ServiceName;
  readonly cluster: ICluster;
  readonly repository: IRepository;
  /** Of the image: the bytes that were tested. */
  readonly digest: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Put in by the platform when a task starts. */
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly group: ISecurityGroup;
  readonly targets: ApplicationTargetGroup;
  /** While a deploy runs, any of these ends it and brings the version before it back. */
  readonly alarms: readonly IAlarm[];
  readonly tasks: { readonly least: number; readonly most: number };
}

/** What the image's own HEALTHCHECK says, which ECS does not read: is the process alive. Whether it is ready, the load balancer asks. */
export const alive = [
  'CMD',
  'node',
  '--eval',
  "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))",
];

export class Service extends Construct {
  readonly definition: FargateTaskDefinition;
  readonly service: FargateService;
  readonly logs: LogGroup;

  constructor(scope: Construct, id: string, props: ServiceProps) {
    super(scope, id);
    this.logs = new LogGroup(this, 'logs', { retention: RetentionDays.THREE_MONTHS });
    this.definition = this.#definition(props);
    this.service = new FargateService(this, 'service', {
      serviceName: props.name,
      cluster: props.cluster,
      taskDefinition: this.definition,
      platformVersion: FargatePlatformVersion.VERSION1_4,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      assignPublicIp: false,
      securityGroups: [props.group],
      desiredCount: props.tasks.least,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { enable: true, rollback: true },
      deploymentAlarms: {
        alarmNames: props.alarms.map(({ alarmName }) => alarmName),
        behavior: AlarmBehavior.ROLLBACK_ON_ALARM,
      },
      healthCheckGracePeriod: Duration.seconds(60),
      availabilityZoneRebalancing: AvailabilityZoneRebalancing.ENABLED,
    });
    this.service.attachToApplicationTargetGroup(props.targets);
    const { least, most } = props.tasks;
    const scaling = this.service.autoScaleTaskCount({
      minCapacity: least,
      maxCapacity: Math.max(least, most),
    });
    scaling.scaleOnCpuUtilization('cpu', { targetUtilizationPercent: 60 });
    scaling.scaleOnMemoryUtilization('memory', { targetUtilizationPercent: 75 });
  }

  #definition({ name, repository, digest, environment, secrets }: ServiceProps): FargateTaskDefinition {
    const definition = new FargateTaskDefinition(this, 'task', {
      family: name,
      taskRole: this.#role('task-role', roleNames[name].task),
      executionRole: this.#role('start-role', roleNames[name].start),
      cpu: 512,
      memoryLimitMiB: 1024,
      runtimePlatform: {
        cpuArchitecture: CpuArchitecture.ARM64,
        operatingSystemFamily: OperatingSystemFamily.LINUX,
      },
    });
    // The root of the container is read-only; /tmp is a volume of the task's own, gone with it.
    definition.addVolume({ name: 'tmp' });
    const linux = new LinuxParameters(this, 'linux', { initProcessEnabled: false });
    linux.dropCapabilities(Capability.ALL);
    definition
      .addContainer(name, {
        image: ContainerImage.fromEcrRepository(repository, digest),
        environment: { ...environment },
        secrets: { ...secrets },
        portMappings: [{ containerPort: ports.task }],
        user: '1000:1000',
        readonlyRootFilesystem: true,
        linuxParameters: linux,
        healthCheck: {
          command: alive,
          interval: Duration.seconds(10),
          timeout: Duration.seconds(3),
          retries: 3,
          startPeriod: Duration.seconds(20),
        },
        // The service drains for up to 10 s and ends a second later.
        stopTimeout: Duration.seconds(15),
        logging: LogDrivers.awsLogs({
          logGroup: this.logs,
          streamPrefix: name,
          mode: AwsLogDriverMode.NON_BLOCKING,
        }),
      })
      .addMountPoints({ containerPath: '/tmp', sourceVolume: 'tmp', readOnly: false });
    return definition;
  }

  #role(id: string, roleName: string): Role {
    return new Role(this, id, { roleName, assumedBy: new ServicePrincipal('ecs-tasks.amazonaws.com') });
  }
}
