import { objectAt, text, type Json } from '../../manifest/json';
import { check } from '../check';
import { isPlaceholder, textInBase64 } from '../secrets/values';

const PUBLIC: ReadonlySet<string> = new Set(['ca.crt', 'tls.crt', 'ca-bundle.crt', 'username', 'url', 'type']);
const MADE_LATER: ReadonlySet<string> = new Set([
  'kubernetes.io/service-account-token',
  'bootstrap.kubernetes.io/token',
]);

/** Secrets whose values stand in the manifest. */
export const secretsInManifests = check(
  {
    id: 'secret/in-manifest',
    pack: 'production',
    severity: 'warning',
    title: 'The values of Secrets stand in no manifest.',
    why: 'Base64 is no encryption: everybody who may read the manifest, in any version of it, has the secret.',
    fix: 'Let a SealedSecret, an ExternalSecret or another tool make the Secret, and rotate the value: it is no longer secret.',
    fails: `
      apiVersion: v1
      kind: Secret
      metadata: { name: database, namespace: shop }
      stringData: { password: Ue7hLq2xTz9mRk4w }
    `,
    passes: `
      apiVersion: bitnami.com/v1alpha1
      kind: SealedSecret
      metadata: { name: database, namespace: shop }
      spec: { encryptedData: { password: AgBy3i4OJSWK+PiTySYZZA9rO43cGDEq } }
    `,
  },
  (context) =>
    context.ofKind('Secret').flatMap((object) => {
      const { manifest } = object;
      if (MADE_LATER.has(text(manifest['type'])) || 'sops' in manifest) return [];
      if (objectAt(manifest, 'metadata', 'annotations')['stackwright.dev/development-only'] === 'true') return [];
      const held = ['stringData', 'data'].flatMap((field) =>
        Object.entries(objectAt(manifest, field))
          .filter(([key, value]) => !PUBLIC.has(key) && isValue(field === 'data' ? decoded(value) : value))
          .map(([key]) => ({ field, key })),
      );
      const [first] = held;
      if (!first) return [];
      const keys = held.map(({ key }) => `'${key}'`).join(', ');
      return {
        object,
        at: [first.field, first.key],
        isSecret: true,
        message: `The manifest holds the value of ${keys}.`,
        want: 'a Secret that is made elsewhere',
      };
    }),
);

const CERTIFICATES = /^\s*(?:-----BEGIN (CERTIFICATE|PUBLIC KEY)-----[^-]+-----END \1-----\s*)+$/;

/** What a value in base64 says, where it may be nothing secret: one certificate after another, or the place of a value. */
function decoded(value: Json): Json {
  const read = typeof value === 'string' ? textInBase64(value) : undefined;
  return read !== undefined && (CERTIFICATES.test(read) || !/["\n]/.test(read.trim())) ? read : value;
}

function isValue(value: Json): boolean {
  if (typeof value !== 'string' || value.trim() === '' || isPlaceholder(value)) return false;
  return !value.startsWith('ENC[') && !CERTIFICATES.test(value);
}
