import type { JsonObject } from '../../../manifest/json';
import type { Urn } from '../plan';

/**
 * What a provider answers when a resource has been created or read: its whole state, what it was given included.
 * `folder` is the program's, where its packages are looked for.
 */
export type OutputsOf = (resource: {
  readonly type: string;
  readonly name: string;
  readonly urn: Urn;
  readonly inputs: JsonObject;
  readonly folder: string;
}) => JsonObject;

/** What a provider answers to the call of a function, such as `aws:index/getRegion:getRegion`. */
export type ResultOf = (invoke: {
  readonly token: string;
  readonly args: JsonObject;
  readonly folder: string;
}) => JsonObject;
