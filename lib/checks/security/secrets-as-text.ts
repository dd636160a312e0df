import { secretsIn } from '../../manifest/secret-marker';
import { check } from '../check';

/** Secret values that were concatenated into a string, which would be rendered for everybody to read. */
export const secretsAsText = check(
  {
    id: 'secret/as-text',
    pack: 'baseline',
    severity: 'error',
    title: 'The key of a Secret is never part of a string.',
    why: 'The value would be readable in the rendered YAML; what is rendered instead is no value.',
    fix: 'Pass the key itself, as in `environment: [{ PASSWORD: secret.key(…) }]`, and let the container refer to it as $(PASSWORD).',
    fails: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { DATABASE_URL: 'postgres://app:\u27e6secret database/password\u27e7@database/shop' }
    `,
    passes: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { DATABASE_URL: 'postgres://app:$(PASSWORD)@database/shop' }
    `,
  },
  ({ strange }) =>
    strange.texts.flatMap(({ object, text, at }) =>
      secretsIn(text).map((secret) => ({
        object,
        at,
        // What stands around it may be another secret.
        isSecret: true,
        message: `The value of the secret '${secret}' is used as plain text.`,
        want: 'a secret key as the whole value of an environment variable, or mounted as a file',
      })),
    ),
);
