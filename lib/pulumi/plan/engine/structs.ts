import type { JsonObject } from '../../../manifest/json';
import type { Protocol, Structs } from './sdk';

/** The properties in a message. */
export function propertiesOf(struct: Structs.Struct | undefined): JsonObject {
  // The types of protobuf say less than what they are: JSON, whatever is in it.
  return struct?.toJavaScript() ?? {};
}

/** A message of properties. */
export function structOf(protocol: Protocol, properties: JsonObject): Structs.Struct {
  return protocol.structs.Struct.fromJavaScript({ ...properties });
}
