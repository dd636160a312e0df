import { secret, type Input } from '@pulumi/pulumi';
import { Construct } from 'constructs';
import { SecretKey, type SecretSource } from '../../configuration/secret';
import { chosenName } from '../../manifest/chosen-name';
import { onChange } from '../../manifest/content-names';
import { KubeObject } from '../../manifest/kube-object';
import { stackLabels } from '../../manifest/labels';
import { token } from './token';

export interface PulumiSecretProps {
  /**
   * Name of the Secret; a hash of its keys follows it.
   * @default - the ids of the path below the stack, joined with '-'
   */
  readonly name?: string;
  /** Values by key. They are secret from here on, whether or not they were before. */
  readonly values: Readonly<Record<string, Input<string>>>;
}

/**
 * A Secret whose values come from the program: a password that a cloud made, a secret of the stack's configuration. In
 * the state of the stack they are encrypted, and no report shows them. Pods that use it are replaced when a value
 * changes.
 *
 * @example
 * new PulumiSecret(stack, 'credentials', { values: { DATABASE_URL: interpolate`ecto://${user}:${password}@${address}` } });
 */
export class PulumiSecret extends Construct implements SecretSource {
  readonly kind = 'Secret';
  readonly name: string;
  readonly keys: readonly string[];
  readonly secret: KubeObject<'Secret'>;

  constructor(scope: Construct, id: string, props: PulumiSecretProps) {
    super(scope, id);
    this.name = chosenName(this, props.name, 'Secret');
    this.keys = Object.keys(props.values);
    const place = this.node.path.replaceAll(/[^\w.-]+/g, '.');
    const values = Object.entries(props.values).map(
      ([key, value]) => [key, token(secret(value), { name: `${place}.${key}` })] as const,
    );
    this.secret = new KubeObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: this.name, labels: stackLabels(this) },
      type: 'Opaque',
      stringData: Object.fromEntries(values),
    });
    onChange(this.secret, 'rename');
  }

  key(key: string): SecretKey {
    return new SecretKey(this, key);
  }
}
