// `npm run rollback`: serves an earlier release again. infra/README.md has the flags.
import { cloudOf, rulesOf } from './aws.ts';
import { rollBack } from './roll-back.ts';
import { isComplete, readSettings } from './settings.ts';
import { Trouble, told } from './trouble.ts';

try {
  const settings = readSettings(process.argv.slice(2), process.env);
  if (!isComplete(settings))
    throw new Trouble('A rollback needs to know where.', {
      why: 'what it would do depends on what lies there.',
      todo: 'give --bucket, --store and --origin.',
    });
  await rollBack(cloudOf(settings), rulesOf(settings), settings.to, settings['dry-run']);
} catch (error) {
  console.error(told(error));
  process.exitCode = 1;
}
