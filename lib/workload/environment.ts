import type { EnvValue, IConfigMap, ISecret } from 'cdk8s-plus-27';
import { Construct } from 'constructs';
import type { Config, ConfigKey } from '../configuration/config';
import { unknownKey } from '../configuration/keys';
import { SecretKey, type SecretSource } from '../configuration/secret';
import type { EnvFromSource, EnvVar } from '../manifest/api-types';
import { relyOn } from '../manifest/external';
import { report } from '../manifest/finding';
import { plainVariable } from './foreign';

/** A field of the pod, known when it runs: `field('status.podIP')`. */
export interface FieldReference {
  readonly fieldRef: { readonly fieldPath: string };
}

/** A request or limit of a container, known when it runs. */
export interface ResourceReference {
  readonly resourceFieldRef: { readonly resource: string; readonly containerName?: string; readonly divisor?: string };
}

/** @param fieldPath - such as `metadata.name`, `metadata.labels['team']`, `spec.nodeName`, `status.podIP` */
export function field(fieldPath: string): FieldReference {
  return { fieldRef: { fieldPath } };
}

/**
 * @param resource - such as `limits.memory`, `requests.cpu`
 * @param options - `containerName`: default: the container itself; `divisor`: the unit, default: 1
 */
export function resourceField(
  resource: string,
  options: { readonly containerName?: string; readonly divisor?: string } = {},
): ResourceReference {
  return { resourceFieldRef: { resource, ...options } };
}

export type EnvironmentValue = string | ConfigKey | SecretKey | FieldReference | ResourceReference | EnvValue;

/** A ConfigMap, of ours or of cdk8s-plus. */
export type ConfigMapSource = Config | IConfigMap;

/** A Secret, of ours or of cdk8s-plus. */
export type AnySecret = SecretSource | ISecret;

/** All keys of a ConfigMap or Secret as variables, with a prefix. A class, so that no map of variables is taken for it. */
export class Prefixed {
  readonly prefix: string;
  readonly allOf: ConfigMapSource | AnySecret;

  constructor(prefix: string, allOf: ConfigMapSource | AnySecret) {
    this.prefix = prefix;
    this.allOf = allOf;
  }
}

export function prefixed(prefix: string, allOf: ConfigMapSource | AnySecret): Prefixed {
  return new Prefixed(prefix, allOf);
}

/**
 * The variables of a container, one source after the other: all keys of a ConfigMap or Secret, or variables by name. A
 * later source wins; a variable by name wins over a whole map. `$(NAME)` refers to a variable before it.
 */
export type Environment = readonly (
  ConfigMapSource | AnySecret | Prefixed | Readonly<Record<string, EnvironmentValue>>
)[];

/** The `env` and `envFrom` of a container. */
export function environmentManifest(
  scope: Construct,
  environment: Environment = [],
): { readonly env?: readonly EnvVar[]; readonly envFrom?: readonly EnvFromSource[] } {
  const variables = new Map<string, EnvVar>();
  const whole: EnvFromSource[] = [];
  for (const source of environment) {
    if (source instanceof Prefixed) whole.push(allOf(scope, source.allOf, source.prefix));
    else if (isMapSource(source)) whole.push(allOf(scope, source));
    else {
      for (const [name, value] of Object.entries<EnvironmentValue>(source)) {
        judgeName(scope, name);
        variables.delete(name);
        variables.set(name, variable(scope, name, value));
      }
    }
  }
  return {
    ...(variables.size > 0 ? { env: [...variables.values()] } : {}),
    ...(whole.length > 0 ? { envFrom: whole } : {}),
  };
}

function isMapSource(source: Environment[number]): source is ConfigMapSource | AnySecret {
  return Construct.isConstruct(source) || ('key' in source && typeof source.key === 'function');
}

/** The keys that a ConfigMap or Secret is known to have; undefined: not known. */
export function knownKeys(source: ConfigMapSource | AnySecret): readonly string[] | undefined {
  return 'keys' in source ? source.keys : undefined;
}

function allOf(scope: Construct, source: ConfigMapSource | AnySecret, prefix?: string): EnvFromSource {
  for (const key of knownKeys(source) ?? []) judgeName(scope, `${prefix ?? ''}${key}`);
  const reference = { name: source.name };
  relyOn(scope, source.kind, source);
  return source.kind === 'Secret' ? { prefix, secretRef: reference } : { prefix, configMapRef: reference };
}

function variable(scope: Construct, name: string, value: EnvironmentValue): EnvVar {
  if (typeof value === 'string') return { name, value };
  const unknown: unknown = value;
  if (typeof unknown !== 'object' || unknown === null) return illegalValue(scope, name, unknown);
  if (value instanceof SecretKey) return secretVariable(scope, name, value);
  if ('configMapKey' in value) return { name, valueFrom: { configMapKeyRef: value.configMapKey } };
  if ('fieldRef' in value || 'resourceFieldRef' in value) return { name, valueFrom: value };
  if ('value' in value || 'valueFrom' in value) return plainVariable(name, value);
  return illegalValue(scope, name, unknown);
}

function described(value: unknown): string {
  if (value === undefined || value === null) return String(value);
  return typeof value === 'object' ? 'an object of an unknown kind' : `a ${typeof value}`;
}

/** Stands in for a value that is none, and tells so: most of them come from a variable that is not set. */
function illegalValue(scope: Construct, name: string, value: unknown): EnvVar {
  report(scope, {
    rule: 'environment/illegal-value',
    message: `The variable '${name}' is ${described(value)}.`,
    want: 'text, or the key of a configuration or secret, a field or a resource',
    fix: 'Pass text. Where it comes from the environment of the program, say what holds when it is not set.',
  });
  return { name, value: '' };
}

function secretVariable(scope: Construct, name: string, { source, key }: SecretKey): EnvVar {
  if (source.keys && !source.keys.includes(key)) {
    report(scope, unknownKey({ key, keys: source.keys, owner: `The secret '${source.name}'` }));
    return { name, value: '' };
  }
  relyOn(scope, source.kind, source);
  return { name, valueFrom: { secretKeyRef: { name: source.name, key } } };
}

function judgeName(scope: Construct, name: string): void {
  if (/^(?!\.$|\.\.)[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)) return;
  report(scope, {
    rule: 'environment/illegal-name',
    message: `'${name}' cannot name an environment variable.`,
    want: "letters, digits, '-', '_' and '.', starting neither with a digit nor with '..'",
    fix: 'Rename it. A key of a ConfigMap or Secret can be given another name: `{ NAME: config.key(…) }`.',
  });
}
