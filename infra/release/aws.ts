// One way to ask AWS: the command-line program that runners bring, with the credentials of the run. Requests and answers are
// the service's own JSON. Tests give a stand-in.
import { execFile } from 'node:child_process';

/** `aws('ecs', 'describe-services', { cluster, services })`. Rejects with what AWS said. */
export type Aws = (service: string, operation: string, input: object) => Promise<unknown>;

/** AWS answered with an error. */
export class AwsRefused extends Error {
  override readonly name = 'AwsRefused';
  /** "ImageNotFoundException", or '' where the answer names none. */
  readonly code: string;
  constructor(call: string, said: string) {
    super(`${call}: ${said}`);
    this.code = /An error occurred \((\w+)\)/.exec(said)?.[1] ?? '';
  }
}

export const awsCli =
  (program = 'aws'): Aws =>
  (service, operation, input) =>
    new Promise((resolve, reject) => {
      const args = [service, operation, '--cli-input-json', JSON.stringify(input), '--output', 'json'];
      execFile(program, args, { maxBuffer: 1 << 24 }, (error, out, said) => {
        if (error !== null)
          return reject(new AwsRefused(`${service} ${operation}`, said.trim() || error.message));
        resolve(out.trim() === '' ? {} : JSON.parse(out));
      });
    });
