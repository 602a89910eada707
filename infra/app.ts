// The CDK app: what `cdk` runs (cdk.json). Values come from the environment, or from `-c NAME=value`; `-c stacks=a,b` chooses stacks,
// so that one can be deployed without the values of the others; `-c example=yes` takes the example values, for reading only.
import { App } from 'aws-cdk-lib';
import { addChecks } from './checks.ts';
import { ConfigFaults, readConfig, type Values } from './config.ts';
import { exampleValues } from './example-values.ts';
import { chosen, listed } from './stacks.ts';

const app = new App({ analyticsReporting: false });
const context: Values = app.node.getAllContext();
const values = context['example'] === 'yes' ? exampleValues : { ...process.env, ...context };
addChecks(app);

const faults: string[] = [];
for (const name of chosen(context['stacks']?.split(',') ?? [])) {
  const { config, make } = await listed[name].open();
  try {
    make(app, name, readConfig(config, values) as never);
  } catch (error) {
    if (!(error instanceof ConfigFaults)) throw error;
    faults.push(...error.faults.map((fault) => `${name}: ${fault}`));
  }
}
if (faults.length > 0) {
  console.error(`Nothing is synthesised.\n${faults.map((fault) => `  ✗ ${fault}`).join('\n')}`);
  process.exitCode = 78;
} else app.synth();
