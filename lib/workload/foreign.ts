import type { k8s } from 'cdk8s-plus-27';
import type { EnvVar, Plain, VolumeManifest } from '../manifest/api-types';

/** The source of a volume of cdk8s-plus, as the API takes it. */
export function plainVolume({ name: _, ...source }: k8s.Volume): Omit<VolumeManifest, 'name'> {
  return plain(source);
}

/** A variable of cdk8s-plus, as the API takes it. */
export function plainVariable(name: string, { value, valueFrom }: ForeignValue): EnvVar {
  return valueFrom ? { name, valueFrom: plain(valueFrom) } : { name, value: value ?? '' };
}

/** An `EnvValue` of cdk8s-plus, which says `any` of what it holds. */
interface ForeignValue {
  readonly value?: string;
  readonly valueFrom?: k8s.EnvVarSource;
}

/** What the generated types hold as objects with a `value` is the value to the API; some fields it spells otherwise. */
function plain<T>(generated: T): Plain<T> {
  // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- the same fields, by the names that the API has
  return JSON.parse(
    JSON.stringify(generated, (_, value: unknown) => (isUnionClass(value) ? value.value : spelled(value))),
  );
}

function isUnionClass(value: unknown): value is { readonly value: unknown } {
  return typeof value === 'object' && value !== null && value.constructor !== Object && 'value' in value;
}

// Those that a volume or a variable of cdk8s-plus can have.
const SPELLING: Readonly<Record<string, string>> = { diskUri: 'diskURI', volumeId: 'volumeID' };

function spelled(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, field]: [string, unknown]) => [SPELLING[key] ?? key, field]),
  );
}
