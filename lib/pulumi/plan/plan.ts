import type { JsonObject } from '../../manifest/json';

/** Identifies a resource in a stack: `urn:pulumi:dev::shop::kubernetes:core/v1:Namespace::shop`. */
export type Urn = string;

/**
 * A value that the program does not hand over as it is, in the place where plain data would stand: not known before
 * something is created, or secret. Nothing secret is ever part of a plan.
 */
export const UNKNOWN = { $value: 'unknown' } as const;
export const SECRET = { $value: 'secret' } as const;

/** How long the engine waits for one resource, as Go writes durations: `20m0s`. */
export interface CustomTimeouts {
  readonly create?: string;
  readonly update?: string;
  readonly delete?: string;
}

/** One resource, as a program registers it with the engine. */
export interface PlannedResource {
  readonly urn: Urn;
  /** Type token: `kubernetes:apps/v1:Deployment`, `aws:rds/instance:Instance`. */
  readonly type: string;
  readonly name: string;
  /** Whether a provider manages it; components are not. */
  readonly custom: boolean;
  /** Whether the program only reads it, as with `get`. */
  readonly read: boolean;
  /** Whether a plugin makes it and what is in it, so that its children are not known here. */
  readonly remote: boolean;
  /** Undefined for the stack itself. */
  readonly parent: Urn | undefined;
  /** The provider that is named for it; undefined: the default one of its package. */
  readonly provider: Urn | undefined;
  /** What the program hands over, with `UNKNOWN` and `SECRET` in their places. */
  readonly inputs: JsonObject;
  /** All that it depends on: what `dependsOn` says, and what the inputs are made of. Sorted, without repetitions. */
  readonly dependencies: readonly Urn[];
  /** What each input is made of. */
  readonly propertyDependencies: Readonly<Record<string, readonly Urn[]>>;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  /** What it dies with: nothing is done to delete it when that is deleted too. */
  readonly deletedWith: Urn | undefined;
  readonly deleteBeforeReplace: boolean;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  readonly additionalSecretOutputs: readonly string[];
  /** Earlier identities: URNs, or types where only the type was another. */
  readonly aliases: readonly string[];
  readonly customTimeouts: CustomTimeouts;
  /** Id of the object that is taken over instead of created. */
  readonly importId: string | undefined;
  /** Version of the provider plugin. */
  readonly version: string | undefined;
}

/** What a program said while it ran. */
export interface Message {
  readonly severity: 'debug' | 'info' | 'warning' | 'error';
  readonly text: string;
  /** The resource that it is about. */
  readonly urn: Urn | undefined;
}

/** All that a Pulumi program would have the engine do, in the order in which it registers it. */
export interface Plan {
  readonly format: 1;
  readonly project: string;
  readonly stack: string;
  readonly resources: readonly PlannedResource[];
  /** What the program exports, with `UNKNOWN` and `SECRET` in their places. */
  readonly outputs: JsonObject;
  readonly messages: readonly Message[];
}

/** What is wrong with a plan. */
export interface PlanFinding {
  /** `plan/…` or `destroy/…`. */
  readonly rule: string;
  readonly severity: 'error' | 'warning';
  readonly urn: Urn | undefined;
  readonly message: string;
  readonly fix: string;
}
