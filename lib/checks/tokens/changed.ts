import { holdsChangedToken } from '../../manifest/tokens';
import { check } from '../check';

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
      data: { DATABASE_HOST: '{{STACKWRIGHT-TOKEN TEXT DATABASE.ADDRESS}}' }
    `,
    passes: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { DATABASE_HOST: '{{stackwright-token text database.address}}' }
    `,
  },
  ({ strangeTexts }) =>
    strangeTexts.flatMap(({ object, text, at }) =>
      holdsChangedToken(text)
        ? [
            {
              object,
              at,
              message: 'The text holds what was the placeholder of a value that is known only later.',
              want: 'the placeholder as it is, with any text around it',
            },
          ]
        : [],
    ),
);
