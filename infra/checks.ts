// What holds every template before it leaves this folder: Amazon's solution rules (cdk-nag) here, and the validator that CDK brings by
// itself. Under `--strict` a warning of either is a fault, too.
import { type App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';

export const addChecks = (app: App): void =>
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app, { verbose: false }));
