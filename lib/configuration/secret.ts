import { Construct } from 'constructs';
import { chosenName } from '../manifest/chosen-name';
import { onChange } from '../manifest/content-names';
import { report } from '../manifest/finding';
import { KubeObject } from '../manifest/kube-object';
import { stackLabels } from '../manifest/labels';
import { withoutRawValues } from '../manifest/raw-values';
import { secretMarker } from '../manifest/secret-marker';
import { mistakesIn } from './keys';

// What console.log and its like ask for. By its name, so that our types do not need those of Node.
const INSPECT: unique symbol = Symbol.for('nodejs.util.inspect.custom');

/** A Secret that pods can consume, wherever its values come from. */
export interface SecretSource {
  readonly kind: 'Secret';
  /** Name of the Secret in the namespace of its consumers. */
  readonly name: string;
  /** The keys that it is known to have; undefined: not known here. */
  readonly keys: readonly string[] | undefined;
  key(key: string): SecretKey;
}

/**
 * One key of a Secret: the value of an environment variable, never of a string. Concatenated into one, it leaves a mark
 * by which the leak is reported.
 */
export class SecretKey {
  readonly source: SecretSource;
  readonly key: string;

  constructor(source: SecretSource, key: string) {
    this.source = source;
    this.key = key;
  }

  toString(): string {
    return secretMarker(this.source.name, this.key);
  }

  toJSON(): string {
    return this.toString();
  }

  [INSPECT](): string {
    return `SecretKey(${this.source.name}/${this.key})`;
  }
}

/**
 * A Secret that is made elsewhere: by an operator, a pipeline, by hand. Nothing is rendered for it; whoever consumes it
 * declares it, so that the checks find where its name leads.
 */
export class ExistingSecret implements SecretSource {
  readonly kind = 'Secret';
  readonly name: string;
  readonly keys: readonly string[] | undefined;

  /**
   * @param name - its name in the namespace of the pods that consume it
   * @param keys - the keys that it has, so that a slip is found here and not in the cluster; default: not known
   */
  constructor(name: string, keys?: readonly string[]) {
    this.name = name;
    this.keys = keys && [...keys];
  }

  key(key: string): SecretKey {
    return new SecretKey(this, key);
  }
}

export interface DevelopmentSecretProps {
  /**
   * Name of the Secret; a hash of the content follows it.
   * @default - the ids of the path below the stack, joined with '-'
   */
  readonly name?: string;
  /** Values that anybody may read: they stand in the rendered YAML. */
  readonly literals: Readonly<Record<string, string>>;
}

/**
 * A Secret whose values stand in the program and in the rendered YAML, for machines of developers only. Everywhere else
 * use one that is made elsewhere.
 */
export class DevelopmentSecret extends Construct implements SecretSource {
  readonly kind = 'Secret';
  readonly name: string;
  readonly keys: readonly string[];
  readonly secret: KubeObject<'Secret'>;

  constructor(scope: Construct, id: string, given: DevelopmentSecretProps) {
    super(scope, id);
    const props = withoutRawValues(this, given);
    this.name = chosenName(this, props.name, 'Secret');
    this.keys = Object.keys(props.literals);
    for (const mistake of mistakesIn(new Map(Object.entries(props.literals)))) report(this, mistake);
    this.secret = new KubeObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: this.name,
        labels: stackLabels(this),
        annotations: { 'stackwright.dev/development-only': 'true' },
      },
      type: 'Opaque',
      stringData: props.literals,
    });
    onChange(this.secret, 'rename');
  }

  key(key: string): SecretKey {
    return new SecretKey(this, key);
  }

  /** For logs: which Secret it is, without its values. */
  toJSON(): { readonly kind: 'Secret'; readonly name: string; readonly keys: readonly string[] } {
    return { kind: this.kind, name: this.name, keys: this.keys };
  }

  [INSPECT](): string {
    return `DevelopmentSecret(${this.name})`;
  }
}
