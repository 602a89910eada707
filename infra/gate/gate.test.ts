// The gate on the true state, and one drift after the other planted in one place only: in the template, in the model, in a
// workflow. Each has to be found, and both places named. The template is made once; a drift is a change of its JSON.
import { beforeAll, describe, expect, it } from 'vitest';
import type { Carrier, Deployed, Expect, Selector, Within } from '../../src/architecture/deployed/shape.ts';
import { checkNames, deployment } from '../../src/architecture/deployed.ts';
import type { PartId } from '../../src/architecture/model.ts';
import { synthesise } from '../synth.ts';
import { parseWorkflow, readWorkflows, type Workflow } from '../workflows/read.ts';
import { gate, inWords } from './gate.ts';
import { type Model, modelOf } from './model.ts';
import type { Templates } from './template.ts';

type Changeable = Record<string, { Type: string; Properties: Record<string, unknown>; Metadata: unknown }>;

const stack = 'lavbytes-reference';
const model = modelOf(deployment);
const workflows = readWorkflows();
let templates: Templates;
beforeAll(async () => {
  templates = (await synthesise([stack])).templates as unknown as Templates;
}, 240_000);

const said = (given: Templates, from: Model = model, by: readonly Workflow[] = workflows) =>
  gate(from, given, by).complaints.map(inWords);

/** A copy of the template in which the resources of a type were changed, all of them or those that `only` says. */
function template(type: string, change: (properties: never, id: string) => void, only = ''): Templates {
  const copy = structuredClone(templates);
  const found = Object.entries((copy[stack] as { Resources: Changeable }).Resources).filter(
    ([id, one]) => one.Type === type && id.includes(only),
  );
  if (found.length === 0) throw new Error(`the template has no ${type} ${only}`);
  for (const [id, { Properties }] of found) change(Properties as never, id);
  return copy;
}
function without(type: string, only = ''): Templates {
  const copy = structuredClone(templates);
  const { Resources } = copy[stack] as { Resources: Changeable };
  const found = Object.keys(Resources).filter((id) => Resources[id]?.Type === type && id.includes(only));
  if (found.length === 0) throw new Error(`the template has no ${type} ${only}`);
  for (const id of found) delete Resources[id];
  return copy;
}
function also(id: string, Type: string, Properties: object): Templates {
  const copy = structuredClone(templates);
  const { Resources } = copy[stack] as { Resources: Changeable };
  Resources[id] = {
    Type,
    Properties: Properties as Record<string, unknown>,
    Metadata: { 'aws:cdk:path': `${stack}/new/${id}` },
  };
  return copy;
}
const idOf = (type: string, only = '') =>
  Object.entries((templates[stack] as { Resources: Changeable }).Resources).find(
    ([id, one]) => one.Type === type && id.includes(only),
  )?.[0] as string;

function workflow(name: string, from: string | RegExp, to: string): Workflow[] {
  const file = `.github/workflows/${name}.yml`;
  return workflows.map((one) => {
    if (one.file !== file) return one;
    const text = one.text.replace(from, to);
    if (text === one.text) throw new Error(`${file} has no ${from}`);
    return parseWorkflow(file, text);
  });
}
const labelled = (part: PartId, from: string, to: string): Model => ({
  ...model,
  labels: {
    ...model.labels,
    [part]: (model.labels[part] ?? []).map((one) => ({ ...one, text: one.text.replace(from, to) })),
  },
});
const part = (id: PartId, deployed: Deployed | Within): Model => ({
  ...model,
  parts: { ...model.parts, [id]: deployed },
});
const deployed = (id: PartId) => model.parts[id] as Deployed;

describe('the true state', () => {
  it('has nothing against it', () => {
    expect(said(templates)).toEqual([]);
  });

  it('is all of it: every resource is behind a box, behind an arrow or on the list', () => {
    const { receipt } = gate(model, templates, workflows);
    const hidden = receipt.hidden.reduce((sum, { count }) => sum + count, 0);
    expect(receipt.boxes + receipt.arrows + hidden).toBe(receipt.resources);
    expect(receipt.resources).toBeGreaterThan(100);
    expect(receipt.edges.length).toBeGreaterThanOrEqual(19);
  });

  it('has each check under one name', () => {
    const { receipt } = gate(model, templates, workflows);
    const names = [...receipt.properties, ...receipt.edges, ...receipt.steps].map(({ id }) => id);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
    for (const name of checkNames()) expect(names).toContain(name);
  });
});

/** What is planted, how, and the two places that have to be named. */
type Drift = readonly [what: string, drift: () => string[], model: RegExp, other: RegExp];

const inTheTemplate: readonly Drift[] = [
  [
    'the standby is gone',
    () =>
      said(
        template('AWS::RDS::DBInstance', (p: { MultiAZ: boolean }) => {
          p.MultiAZ = false;
        }),
      ),
    /src\/architecture\/deployed: postgres, “a standby in the other zone”/,
    /databaseinstance\w+ \(lavbytes-reference\/database\/instance\/Resource\), MultiAZ/,
  ],
  [
    'the database has an address',
    () =>
      said(
        template('AWS::RDS::DBInstance', (p: { PubliclyAccessible: boolean }) => {
          p.PubliclyAccessible = true;
        }),
      ),
    /postgres, “no address on the internet”/,
    /PubliclyAccessible/,
  ],
  [
    'TLS to the database is a choice',
    () =>
      said(
        template('AWS::RDS::DBParameterGroup', (p: { Parameters: Record<string, string> }) => {
          p.Parameters['rds.force_ssl'] = '0';
        }),
      ),
    /postgres, “no connection without TLS”/,
    /database\/parameters\/Resource/,
  ],
  [
    'disks in the clear',
    () =>
      said(
        template('AWS::RDS::DBInstance', (p: { StorageEncrypted: boolean }) => {
          p.StorageEncrypted = false;
        }),
      ),
    /encrypted-store, “disks are encrypted”/,
    /StorageEncrypted/,
  ],
  [
    'TLS to the cache is preferred, not required',
    () =>
      said(
        template('AWS::ElastiCache::ReplicationGroup', (p: { TransitEncryptionMode: string }) => {
          p.TransitEncryptionMode = 'preferred';
        }),
      ),
    /redis, “no connection without TLS”/,
    /lavbytes-reference\/cache\/group/,
  ],
  [
    'one task',
    () =>
      said(
        template(
          'AWS::ECS::Service',
          (p: { DesiredCount: number }) => {
            p.DesiredCount = 1;
          },
          'api',
        ),
      ),
    /node-service, “two tasks at least”/,
    /services\/api\/service\/Service\), DesiredCount/,
  ],
  [
    'tasks in one zone',
    () =>
      said(
        template(
          'AWS::ECS::Service',
          (p: { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: unknown[] } } }) => {
            p.NetworkConfiguration.AwsvpcConfiguration.Subnets.pop();
          },
          'web',
        ),
      ),
    /next-server, “and one in the other”/,
    /services\/web/,
  ],
  [
    'a public address for tasks',
    () =>
      said(
        template(
          'AWS::ECS::Service',
          (p: { NetworkConfiguration: { AwsvpcConfiguration: { AssignPublicIp: string } } }) => {
            p.NetworkConfiguration.AwsvpcConfiguration.AssignPublicIp = 'ENABLED';
          },
          'api',
        ),
      ),
    /node-service, “no public address”/,
    /AssignPublicIp/,
  ],
  [
    'a deploy that stops old tasks first',
    () =>
      said(
        template(
          'AWS::ECS::Service',
          (p: { DeploymentConfiguration: { MinimumHealthyPercent: number } }) => {
            p.DeploymentConfiguration.MinimumHealthyPercent = 50;
          },
          'api',
        ),
      ),
    /ecs-deploy, “api-service never has fewer than all of its tasks”/,
    /MinimumHealthyPercent/,
  ],
  [
    'no way back',
    () =>
      said(
        template(
          'AWS::ECS::Service',
          (p: { DeploymentConfiguration: { DeploymentCircuitBreaker: { Rollback: boolean } } }) => {
            p.DeploymentConfiguration.DeploymentCircuitBreaker.Rollback = false;
          },
          'web',
        ),
      ),
    /ecs-deploy, “web-service goes back by itself when new tasks keep failing”/,
    /DeploymentCircuitBreaker/,
  ],
  [
    'another throttle',
    () =>
      said(
        template(
          'AWS::ApiGatewayV2::Stage',
          (p: { DefaultRouteSettings: { ThrottlingRateLimit: number } }) => {
            p.DefaultRouteSettings.ThrottlingRateLimit = 5000;
          },
        ),
      ),
    /api-gateway, “500 requests a second”/,
    /gateway\/stage\/Resource\), DefaultRouteSettings\.ThrottlingRateLimit/,
  ],
  [
    'an API route without a token',
    () =>
      said(
        template(
          'AWS::ApiGatewayV2::Route',
          (p: { AuthorizationType: string }) => {
            p.AuthorizationType = 'NONE';
          },
          'signedin',
        ),
      ),
    /api-gateway; src\/architecture\/deployed: resources\.closed-route/,
    /lavbytes-reference/,
  ],
  [
    'a bucket that may be public',
    () =>
      said(
        template(
          'AWS::S3::Bucket',
          (p: { PublicAccessBlockConfiguration: { BlockPublicPolicy: boolean } }) => {
            p.PublicAccessBlockConfiguration.BlockPublicPolicy = false;
          },
          'static',
        ),
      ),
    /s3-static, “no bucket is public, whatever a policy says”/,
    /static-assets\/bucket\/Resource/,
  ],
  [
    'a bucket that somebody else may read',
    () =>
      said(
        template(
          'AWS::S3::BucketPolicy',
          (p: { PolicyDocument: { Statement: unknown[] } }) => {
            p.PolicyDocument.Statement.push({
              Effect: 'Allow',
              Principal: { AWS: '*' },
              Action: 's3:GetObject',
              Resource: '*',
            });
          },
          'static',
        ),
      ),
    /aws-topology\.ts: cdn>s3-static/,
    /lavbytes-reference/,
  ],
  [
    'audit heads that can be deleted',
    () =>
      said(
        template(
          'AWS::S3::Bucket',
          (p: { ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: string } } } }) => {
            p.ObjectLockConfiguration.Rule.DefaultRetention.Mode = 'GOVERNANCE';
          },
          'objects',
        ),
      ),
    /output-store, “for a year nobody can delete what was stored”/,
    /objects\/bucket\/Resource/,
  ],
  [
    'a tag that can be given twice',
    () =>
      said(
        template(
          'AWS::ECR::Repository',
          (p: { ImageTagMutability: string }) => {
            p.ImageTagMutability = 'MUTABLE';
          },
          'web',
        ),
      ),
    /ecr, “a tag is given once”/,
    /registry\/reference-web/,
  ],
  [
    'an image by its tag',
    () =>
      said(
        template(
          'AWS::ECS::TaskDefinition',
          (p: { ContainerDefinitions: { Image: unknown }[] }) => {
            for (const one of p.ContainerDefinitions) one.Image = 'reference-api:latest';
          },
          'api',
        ),
      ),
    /node-service, “the image is named by its digest”/,
    /services\/api\/task/,
  ],
  [
    'a load balancer on the internet',
    () =>
      said(
        template('AWS::ElasticLoadBalancingV2::LoadBalancer', (p: { Scheme: string }) => {
          p.Scheme = 'internet-facing';
        }),
      ),
    /internal-alb, “no address outside”/,
    /balancer\/balancer\/Resource\), Scheme/,
  ],
  [
    'the firewall only counts',
    () =>
      said(
        template('AWS::WAFv2::WebACL', (p: { Rules: { Name: string; OverrideAction?: object }[] }) => {
          for (const rule of p.Rules) if (rule.OverrideAction) rule.OverrideAction = { Count: {} };
        }),
      ),
    /waf, “Amazon’s rules block: SQLiRuleSet”/,
    /firewall\/acl/,
  ],
  [
    'no firewall at all',
    () =>
      said(
        template('AWS::CloudFront::Distribution', (p: { DistributionConfig: { WebACLId?: unknown } }) => {
          delete p.DistributionConfig.WebACLId;
        }),
      ),
    /waf, “stands in front of CloudFront”/,
    /cdn\/distribution\/Resource/,
  ],
  [
    'readers without TLS on one path',
    () =>
      said(
        template(
          'AWS::CloudFront::Distribution',
          (p: { DistributionConfig: { CacheBehaviors: { ViewerProtocolPolicy: string }[] } }) => {
            (
              p.DistributionConfig.CacheBehaviors[0] as { ViewerProtocolPolicy: string }
            ).ViewerProtocolPolicy = 'allow-all';
          },
        ),
      ),
    /cdn, “TLS on every path”/,
    /CacheBehaviors/,
  ],
  [
    'every secret for somebody',
    () =>
      said(
        template(
          'AWS::IAM::Policy',
          (p: { PolicyDocument: { Statement: object[] } }) => {
            p.PolicyDocument.Statement.push({
              Effect: 'Allow',
              Action: 'secretsmanager:GetSecretValue',
              Resource: '*',
            });
          },
          'web',
        ),
      ),
    /secrets-manager, “nobody may read every secret”/,
    /services\/web\//,
  ],
  [
    'another health check',
    () =>
      said(
        template(
          'AWS::ElasticLoadBalancingV2::TargetGroup',
          (p: { HealthCheckPath: string }) => {
            p.HealthCheckPath = '/';
          },
          'api',
        ),
      ),
    /health-check, “api-targets asks whether a task is ready”/,
    /balancer\/api\/Resource\), HealthCheckPath/,
  ],
  [
    'another processor than the image was built for',
    () =>
      said(
        template(
          'AWS::ECS::TaskDefinition',
          (p: { RuntimePlatform: { CpuArchitecture: string } }) => {
            p.RuntimePlatform.CpuArchitecture = 'X86_64';
          },
          'api',
        ),
      ),
    /docker-build\.yml: image, steps\.Build the image\.with\.platforms/,
    /services\/api\/task\/Resource\), RuntimePlatform\.CpuArchitecture/,
  ],
  [
    'another cluster',
    () =>
      said(
        template('AWS::ECS::Cluster', (p: { ClusterName: string }) => {
          p.ClusterName = 'production';
        }),
      ),
    /services\.yml: deploy, env\.CLUSTER/,
    /services\/cluster\/Resource\), ClusterName/,
  ],
];

const addedOrTaken: readonly Drift[] = [
  [
    'a function that nobody drew',
    () => said(also('Backdoor', 'AWS::Lambda::Function', { Runtime: 'nodejs24.x' })),
    /hidden\.ts: neither drawn nor listed/,
    /Backdoor \(lavbytes-reference\/new\/Backdoor\)/,
  ],
  [
    'a second database',
    () => said(also('Second', 'AWS::RDS::DBInstance', { MultiAZ: true })),
    /postgres; src\/architecture\/deployed: resources\.database/,
    /Second \(lavbytes-reference\/new\/Second\)/,
  ],
  [
    'a way in from the internet',
    () =>
      said(
        also('Open', 'AWS::EC2::SecurityGroupIngress', {
          CidrIp: '0.0.0.0/0',
          FromPort: 443,
          ToPort: 443,
          GroupId: { 'Fn::GetAtt': [idOf('AWS::EC2::SecurityGroup', 'networkbalancer'), 'GroupId'] },
        }),
      ),
    /neither drawn nor listed/,
    /Open \(/,
  ],
  [
    'the same, written into the group',
    () =>
      said(
        template(
          'AWS::EC2::SecurityGroup',
          (p: { SecurityGroupIngress: unknown[] }) => {
            p.SecurityGroupIngress = [{ CidrIp: '0.0.0.0/0' }];
          },
          'networkapi',
        ),
      ),
    /vpc-link, “no rule lets an address in, only a part that is drawn”/,
    /network\/api\/Resource/,
  ],
  [
    'a way from the front end to the database, that no arrow shows',
    () =>
      said(
        also('Shortcut', 'AWS::EC2::SecurityGroupIngress', {
          FromPort: 5432,
          ToPort: 5432,
          SourceSecurityGroupId: { 'Fn::GetAtt': [idOf('AWS::EC2::SecurityGroup', 'networkweb'), 'GroupId'] },
          GroupId: { 'Fn::GetAtt': [idOf('AWS::EC2::SecurityGroup', 'networkdatabase'), 'GroupId'] },
        }),
      ),
    /neither drawn nor listed/,
    /Shortcut/,
  ],
  [
    'an arrow whose rule is gone',
    () => said(without('AWS::EC2::SecurityGroupIngress', 'networkcachefrom')),
    /aws-topology\.ts: node-service>redis “caches in”/,
    /lavbytes-reference/,
  ],
  [
    'a rule at another port',
    () =>
      said(
        template(
          'AWS::EC2::SecurityGroupIngress',
          (p: { ToPort: number }) => {
            p.ToPort = 65_535;
          },
          'networkdatabasefromlavbytesreferencenetworkapi',
        ),
      ),
    /node-service>postgres/,
    /lavbytes-reference/,
  ],
  [
    'a listener’s rule for other paths',
    () =>
      said(
        template(
          'AWS::ElasticLoadBalancingV2::ListenerRule',
          (p: { Conditions: { PathPatternConfig: { Values: string[] } }[] }) => {
            for (const one of p.Conditions) one.PathPatternConfig.Values = ['/api/*'];
          },
        ),
      ),
    /internal-alb>node-service/,
    /lavbytes-reference/,
  ],
  [
    'an integration past the VPC link',
    () =>
      said(
        template('AWS::ApiGatewayV2::Integration', (p: { ConnectionId?: unknown }) => {
          delete p.ConnectionId;
        }),
      ),
    /api-gateway>vpc-link/,
    /lavbytes-reference/,
  ],
  [
    'an origin that anybody may call',
    () =>
      said(
        template(
          'AWS::CloudFront::Distribution',
          (p: { DistributionConfig: { Origins: { OriginCustomHeaders?: unknown }[] } }) => {
            for (const one of p.DistributionConfig.Origins) delete one.OriginCustomHeaders;
          },
        ),
      ),
    /cdn>api-gateway/,
    /lavbytes-reference/,
  ],
  [
    'a box whose resource is gone',
    () => said(without('AWS::ElastiCache::ReplicationGroup')),
    /web-stack\.ts: redis; src\/architecture\/deployed: resources\.cache/,
    /lavbytes-reference/,
  ],
];

const inTheModel: readonly Drift[] = [
  [
    'words on a box that nothing backs',
    () => said(templates, labelled('postgres', 'Multi-AZ', 'Single-AZ')),
    /src\/architecture\/views; src\/architecture\/deployed: postgres/,
    /database\/instance\/Resource/,
  ],
  [
    'another throttle',
    () => {
      const gateway = deployed('api-gateway');
      const properties = gateway.properties.map((one) =>
        one.says === '500 requests a second' ? { ...one, is: 50 } : one,
      );
      return said(templates, part('api-gateway', { ...gateway, properties }));
    },
    /api-gateway, “500 requests a second”/,
    /gateway\/stage\/Resource/,
  ],
  [
    'a new arrow that nothing carries',
    () =>
      said(templates, {
        ...model,
        arrows: [
          ...model.arrows,
          { from: 'next-server', to: 'postgres', label: 'reads', view: 'aws-topology' },
        ],
      }),
    /aws-topology\.ts: next-server>postgres “reads”/,
    /lavbytes-reference/,
  ],
  [
    'an arrow taken away, and its rule left',
    () => said(templates, { ...model, arrows: model.arrows.filter(({ to }) => to !== 'redis') }),
    /carriers\.node-service>redis/,
    /networkcachefrom|src\/architecture\/views/,
  ],
  [
    'an arrow of a smaller picture that the topology has no way for',
    () =>
      said(templates, {
        ...model,
        arrows: [...model.arrows, { from: 'cdn', to: 'postgres', label: 'asks', view: 'system-map' }],
      }),
    /system-map\.ts: cdn>postgres “asks”/,
    /aws-topology\.ts/,
  ],
  [
    'a carrier that lets more in',
    () => {
      const [rule] = (model.carriers['node-service>postgres'] as Carrier).by;
      const where = (rule?.where ?? [])
        .filter(({ at }) => at !== 'FromPort')
        .concat({ at: 'FromPort', is: 0 });
      return said(templates, {
        ...model,
        carriers: { ...model.carriers, 'node-service>postgres': { by: [{ type: rule?.type ?? '', where }] } },
      });
    },
    /node-service>postgres/,
    /lavbytes-reference/,
  ],
  [
    'a hidden type that is not there',
    () => said(templates, { ...model, hidden: [...model.hidden, { type: 'AWS::SQS::Queue', why: 'None.' }] }),
    /hidden\.ts: AWS::SQS::Queue/,
    /no resource/,
  ],
  [
    'a box that is said to be inside another',
    () => said(templates, part('redis', { within: 'node-service', why: 'In memory.' })),
    /neither drawn nor listed/,
    /cache\/group/,
  ],
  [
    'another name for a step',
    () => said(templates, { ...model, stepNames: { ...model.stepNames, ecr: 'Push to ECR' } }),
    /delivery\.ts: ecr; src\/architecture\/deployed: steps\.ecr/,
    /services\.yml/,
  ],
  [
    'another construct',
    () => said(templates, { ...model, constructs: { ...model.constructs, postgres: 'storage' } }),
    /web-stack\.ts: postgres, infra/,
    /database\/instance\/Resource/,
  ],
];

const inAWorkflow: readonly Drift[] = [
  [
    'another name for a step',
    () => said(templates, model, workflow('services', 'name: ECS Rolling Deploy', 'name: Deploy')),
    /the picture has the step “ECS Rolling Deploy”[\s\S]*delivery\.ts: ecs-deploy/,
    /services\.yml/,
  ],
  [
    'another name for the workflow',
    () => said(templates, model, workflow('deliver', 'name: GitHub Actions', 'name: Delivery')),
    /“GitHub Actions”[\s\S]*delivery\.ts: github-actions/,
    /deliver\.yml/,
  ],
  [
    'images built before the tests have passed',
    () =>
      said(
        templates,
        model,
        workflow('deliver', '    name: Docker Build\n    needs: test\n', '    name: Docker Build\n'),
      ),
    /delivery-pipeline\.ts: github-actions>docker-build/,
    /deliver\.yml/,
  ],
  [
    'tests that are skipped',
    () =>
      said(
        templates,
        model,
        workflow('test', 'run: npm test', 'if: github.actor != github.actor\n        run: npm test'),
      ),
    /github-actions>docker-build/,
    /deliver\.yml/,
  ],
  [
    'a health check before the deploy',
    () =>
      said(
        templates,
        model,
        workflow(
          'services',
          /( {6}- name: ECS Rolling Deploy\n[\s\S]*?)( {6}- name: Health Check\n[\s\S]*)$/,
          '$2$1',
        ),
      ),
    /delivery-pipeline\.ts: ecs-deploy>health-check/,
    /services\.yml/,
  ],
  [
    'a deploy whatever happened before',
    () =>
      said(
        templates,
        model,
        workflow(
          'services',
          '- name: ECS Rolling Deploy\n',
          '- name: ECS Rolling Deploy\n        if: always()\n',
        ),
      ),
    /ecr>ecs-deploy/,
    /services\.yml/,
  ],
  [
    'another repository',
    () =>
      said(templates, model, workflow('services', 'REPOSITORY_NAME: lavbytes/', 'REPOSITORY_NAME: other/')),
    /services\.yml: deploy, env\.REPOSITORY_NAME/,
    /registry\/reference-api/,
  ],
];

describe.each([
  ['in the template', inTheTemplate],
  ['by something added or taken', addedOrTaken],
  ['in the model', inTheModel],
  ['in a workflow', inAWorkflow],
] as const)('a drift %s is found, and both places are named', (_where, drifts) => {
  it.each(drifts)('%s', (_what, drift, modelPlace, otherPlace) => {
    const complaints = drift();
    const both = complaints.filter((one) => modelPlace.test(one) && otherPlace.test(one));
    expect(both, complaints.join('\n') || 'nothing was found').not.toEqual([]);
  });
});

/** Takes the value away that is promised, or puts one there where none may be. */
function broken(properties: Record<string, unknown>, expected: Expect): void {
  const names = expected.at.split('.');
  const last = names.pop() as string;
  const inner = names.reduce<Record<string, unknown> | undefined>(
    (value, name) => value?.[name] as Record<string, unknown> | undefined,
    properties,
  );
  if (inner === undefined) return;
  if ('absent' in expected) inner[last] = 'something';
  else if ('none' in expected)
    inner[last] = [
      Object.fromEntries(
        expected.none.map((one) => [one.at, 'is' in one ? one.is : 'has' in one ? one.has : true]),
      ),
    ];
  else delete inner[last];
}

const promised = Object.entries<Deployed | Within>(deployment.parts).flatMap(([id, one]) =>
  'within' in one ? [] : one.properties.map((property) => [`${id}: ${property.says}`, id, property] as const),
);
it.each(promised)('%s: is missed when it is taken away', (_name, id, property) => {
  const { type } = model.resources[property.of] as Selector;
  const changed = template(type, (properties) => broken(properties, property));
  expect(said(changed).filter((one) => one.includes(`${id}, “${property.says}”`))).not.toEqual([]);
});
