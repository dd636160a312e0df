import { check } from '../check';
import { leftoverIn } from '../texts';

// Whole programs in a ConfigMap may have a use for the words.
const LONGEST_VALUE = 1000;

/** What JavaScript writes where something that is no text was used as one. */
export const leftovers = check(
  {
    id: 'token/no-text',
    pack: 'baseline',
    severity: 'error',
    title: 'Nothing that is no text was made part of one.',
    why: 'An object, a promise or an Output of Pulumi in a template string becomes a text about itself; its value is lost.',
    fix: 'Pass `token(output)` for an Output, await a promise, and name the field of an object that is meant.',
    fails: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { DATABASE_URL: 'postgres://[object Object]/shop' }
    `,
    passes: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { DATABASE_URL: 'postgres://database/shop' }
    `,
  },
  ({ strange }) =>
    strange.texts.flatMap(({ object, text, at }) => {
      const leftover = leftoverIn(text);
      if (leftover === undefined || (leftover.startsWith('[') && text.length > LONGEST_VALUE)) return [];
      const what = leftover.startsWith('Calling')
        ? 'an Output of Pulumi'
        : leftover.includes('Promise')
          ? 'a promise'
          : 'an object';
      return [{ object, at, message: `The text was made of ${what}.`, want: 'text, or the token of an Output' }];
    }),
);
