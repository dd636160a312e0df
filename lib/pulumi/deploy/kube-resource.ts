import { CustomResource, secret, type CustomResourceOptions, type Output, type OutputInstance } from '@pulumi/pulumi';
import type { InventoryObject } from '../../manifest/inventory';
import { text, type JsonObject } from '../../manifest/json';
import { patchTypeToken, secretFields, typeToken } from '../kinds/type-token';
import type { InputObject } from '../tokens/object-inputs';

/** An API object as a resource of Pulumi, of the same type as the typed SDK gives it. */
export class KubeResource extends CustomResource {
  /** What the cluster says of it, when it is ready: the address of an Ingress, for instance. */
  declare readonly status: Output<JsonObject | undefined>;

  constructor(name: string, { object, inputs, isPatch }: KubeResourceArguments, options: CustomResourceOptions) {
    const { apiVersion, kind } = object.manifest;
    const token = (isPatch ? patchTypeToken : typeToken)(text(apiVersion), text(kind));
    super(token, name, { status: undefined, ...withSecrets(object, inputs) }, options);
  }
}

export interface KubeResourceArguments {
  readonly object: InventoryObject;
  /** Its fields. */
  readonly inputs: InputObject;
  /** Whether it only changes fields of an object that somebody else makes. */
  readonly isPatch: boolean;
}

/** The type of `secret` follows every value to its leaves, which JSON does not have. */
const hidden: (value: unknown) => OutputInstance<unknown> = secret;

function withSecrets({ kind }: InventoryObject, inputs: InputObject): Readonly<Record<string, unknown>> {
  const fields = secretFields(kind);
  const entries = Object.entries(inputs).map(
    ([field, value]) => [field, fields.includes(field) ? hidden(value) : value] as const,
  );
  return Object.fromEntries(entries);
}
