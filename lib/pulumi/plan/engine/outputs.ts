import type { JsonObject } from '../../../manifest/json';
import type { Urn } from '../plan';

/** A resource that has been created or read. */
export interface CreatedResource {
  readonly type: string;
  readonly name: string;
  readonly urn: Urn;
  /** What it was given; `SECRET` and `UNKNOWN` stand for what nobody may see, and what nobody knows. */
  readonly inputs: JsonObject;
  /** The folder of the program, where its packages are looked for. */
  readonly folder: string;
  /** What its provider is set to: the inputs of the one that is named for it, else the configuration. @default none */
  readonly provider?: JsonObject;
}

/**
 * What a provider answers when a resource has been created or read: its whole state, what it was given included. It may
 * take its time, in which resources that do not depend on this one go on.
 */
export type OutputsOf = (resource: CreatedResource) => JsonObject | Promise<JsonObject>;

/** What a provider answers to the call of a function, such as `aws:index/getRegion:getRegion`. */
export type ResultOf = (invoke: {
  readonly token: string;
  readonly args: JsonObject;
  readonly folder: string;
  /** What its provider is set to, as for resources. @default none */
  readonly provider?: JsonObject;
}) => JsonObject;
