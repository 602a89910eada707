// /api/*: the function URL of the lead stack, which takes signed requests of this distribution and no others. That stack is
// deployed first and says its address under these names.
import { Fn, SecretValue, Stack } from 'aws-cdk-lib';
import { type Distribution, FunctionUrlOriginAccessControl, type IOrigin } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { CfnPermission } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

export const leadExports = {
  host: 'lavbytes-lead-host',
  function: 'lavbytes-lead-function',
  reports: 'lavbytes-lead-reports',
} as const;
export const reportsSecret = 'lavbytes-lead/reports-origin';

export class LeadOrigin extends Construct {
  readonly origin: IOrigin;
  /** Takes what browsers report; knows the distribution by a header. */
  readonly reports: IOrigin;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const { originAccessControlId } = new FunctionUrlOriginAccessControl(this, 'Signing');
    this.origin = new HttpOrigin(Fn.importValue(leadExports.host), { originAccessControlId });
    this.reports = new HttpOrigin(Fn.importValue(leadExports.reports), {
      customHeaders: { 'x-origin-secret': SecretValue.secretsManager(reportsSecret).unsafeUnwrap() },
    });
  }

  /** Both actions are needed since October 2025. */
  open(distribution: Distribution): void {
    for (const action of ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'])
      new CfnPermission(this, action.slice('lambda:'.length), {
        action,
        principal: 'cloudfront.amazonaws.com',
        functionName: Fn.importValue(leadExports.function),
        sourceArn: Stack.of(this).formatArn({
          service: 'cloudfront',
          region: '',
          resource: 'distribution',
          resourceName: distribution.distributionId,
        }),
        ...(action === 'lambda:InvokeFunction' && { invokedViaFunctionUrl: true }),
      });
  }
}
