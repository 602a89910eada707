import { Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** One key a sort of data, so that who may read one sort may not read the others. Each is renewed every year. */
export class Keys extends Construct {
  readonly data = this.#make('data', 'Disks of PostgreSQL and Redis');
  readonly objects = this.#make('objects', 'Objects and audit heads');
  readonly secrets = this.#make('secrets', 'Secrets Manager');
  readonly images = this.#make('images', 'Container images');

  #make(id: string, description: string): Key {
    return new Key(this, id, { description, alias: `lavbytes/reference/${id}`, enableKeyRotation: true });
  }
}
