// Who may deploy: runs of one repository in one environment, for an hour, without a key that could be lost. One role for the site and
// one for the services, each with what its steps call.
import { CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { OidcProviderNative, type PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { room } from '../room.ts';
import { acknowledgements } from './acknowledgements.ts';
import { type DeployRoleConfig, deployRoleConfig } from './config.ts';
import { serviceRights, siteRights } from './rights.ts';
import { subjectOf } from './subject.ts';

const issuer = 'token.actions.githubusercontent.com';

export class DeployRoleStack extends Stack {
  constructor(scope: Construct, id: string, { config }: { readonly config: DeployRoleConfig }) {
    super(scope, id, { env: { region: 'us-east-1' }, terminationProtection: true });
    const provider = new OidcProviderNative(this, 'github', {
      url: `https://${issuer}`,
      clientIds: ['sts.amazonaws.com'],
    });
    const run = new WebIdentityPrincipal(provider.oidcProviderArn, {
      StringEquals: {
        [`${issuer}:aud`]: 'sts.amazonaws.com',
        [`${issuer}:sub`]: subjectOf({
          owner: config.GITHUB_REPOSITORY_OWNER,
          ownerId: config.GITHUB_REPOSITORY_OWNER_ID,
          name: config.GITHUB_REPOSITORY_NAME,
          id: config.GITHUB_REPOSITORY_ID,
        }),
      },
    });
    const role = (name: string, output: string, description: string, rights: readonly PolicyStatement[]) => {
      const made = new Role(this, name, {
        roleName: `lavbytes-deploy-${name}`,
        description,
        assumedBy: run,
        maxSessionDuration: Duration.hours(1),
      });
      for (const right of rights) made.addToPolicy(right);
      new CfnOutput(this, output, { value: made.roleArn });
    };
    const { SITE_BUCKET: bucket, SITE_STORE: store, STATIC_ASSETS_BUCKET: assets } = config;
    role('site', 'SiteRole', 'Publishes the site', siteRights({ bucket, store }));
    role('services', 'ServicesRole', 'Stores images, deploys services', serviceRights(this, { assets }));
    acknowledge(this, acknowledgements({ site: bucket, assets }));
  }
}

export const deployRole = room({
  config: deployRoleConfig,
  make: (app, name, config) => new DeployRoleStack(app, name, { config }),
});
