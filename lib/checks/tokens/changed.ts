import type { InventoryObject } from '../../manifest/inventory';
import type { JsonPath } from '../../manifest/json';
import { holdsChangedToken } from '../../manifest/tokens';
import { check, type Breach } from '../check';

/** Placeholders that somebody changed, so that no value can take their place. */
export const changedTokens = check(
  {
    id: 'token/changed',
    pack: 'baseline',
    severity: 'error',
    title: 'The placeholder of a value that is known only later stays as it is.',
    why: 'A placeholder that was cut off, put in capitals, encoded or hashed is found by nobody, and would be deployed.',
    fix: 'Change the value itself, before it becomes a token: `token(output.apply((value) => encodeURIComponent(value)))`.',
    fails: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { DATABASE_HOST: '{{STACKWRIGHT-TOKEN.TEXT.DATABASE.ADDRESS}}' }
    `,
    passes: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { DATABASE_HOST: '{{stackwright-token.text.database.address}}' }
    `,
  },
  ({ strange: { texts, numbers } }) => [
    ...texts.flatMap(({ object, text, at }) => (holdsChangedToken(text) ? [breach(object, at, 'text')] : [])),
    ...numbers.map(({ object, at }) => breach(object, at, 'number')),
  ],
);

function breach(object: InventoryObject, at: JsonPath, what: 'text' | 'number'): Breach {
  if (what === 'text')
    return {
      object,
      at,
      message: 'The text holds what was the placeholder of a value that is known only later.',
      want: 'the placeholder as it is, with any text around it',
    };
  return {
    object,
    at,
    message: 'The number was reckoned from the placeholder of one that is known only later.',
    want: 'the placeholder as it is',
    fix: 'Reckon with the value itself, before it becomes a token: `token.number(output.apply((port) => port + 1))`.',
  };
}
