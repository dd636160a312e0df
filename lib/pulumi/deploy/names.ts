import type { InventoryObject } from '../../manifest/inventory';
import { text } from '../../manifest/json';
import { typeToken } from '../kinds/type-token';

/** The type of the component of a stack. */
export const STACK = 'stackwright:kubernetes:Stack';

/** What the resource of an object is called: `[prefix-]namespace/name`. It only changes when the object is another. */
export function resourceName({ namespace, name }: InventoryObject, prefix?: string): string {
  return `${prefix === undefined ? '' : `${prefix}-`}${namespace === undefined ? '' : `${namespace}/`}${name}`;
}

/** What the component of a stack is called. */
export function componentName(stack: string, prefix?: string): string {
  return `${prefix === undefined ? '' : `${prefix}-`}${stack === '' ? 'app' : stack.replaceAll('/', '-')}`;
}

/** What the engine tells resources of one stack apart by. */
export function registeredName(object: InventoryObject, prefix?: string): string {
  const { apiVersion, kind } = object.manifest;
  return `${typeToken(text(apiVersion), text(kind))} ${resourceName(object, prefix)}`;
}
