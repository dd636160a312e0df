import { reachedBy } from '../../manifest/field-pattern';
import { objectAt, text } from '../../manifest/json';
import { check, type Breach } from '../check';
import type { Context, Pods } from '../context';
import { examplePod } from '../example-objects';

const HOUR = 3_600;
const LONGEST = 24 * HOUR;

const example = (seconds: number): string =>
  examplePod(`{
        automountServiceAccountToken: false,
        containers: [{ name: web, image: registry.example/web:1.0.0, volumeMounts: [{ name: token, mountPath: /token, readOnly: true }] }],
        volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, audience: vault, expirationSeconds: ${seconds} } }] } }],
      }`);

/** Tokens that are good for days, or for ever. */
export const longLivedTokens = check(
  {
    id: 'security/long-lived-token',
    pack: 'restricted',
    severity: 'warning',
    title: 'Tokens of ServiceAccounts are valid for a day at most.',
    why: 'Whoever copies the token can use it until it expires. The kubelet renews it in time, however soon that is; one in a Secret never expires.',
    fix: 'Set `expirationSeconds: 3600`, or leave it out, which means the same.',
    fails: example(604_800),
    passes: example(HOUR),
  },
  (context) => [...[...context.pods].flatMap(inVolumes), ...inSecrets(context)],
);

function inVolumes({ object, spec, at }: Pods): readonly Breach[] {
  return reachedBy('volumes[].projected.sources[].serviceAccountToken.expirationSeconds', spec).flatMap(
    ([seconds, path]) => {
      if (typeof seconds !== 'number' || seconds <= LONGEST) return [];
      const hours = Math.round(seconds / HOUR);
      const message = `A token of the ServiceAccount is good for ${hours} hours.`;
      return [{ object, at: [...at, ...path], message, want: `${LONGEST} seconds at most` }];
    },
  );
}

const ANNOTATIONS = ['metadata', 'annotations'] as const;
const ACCOUNT = 'kubernetes.io/service-account.name';
const ACCOUNT_ID = 'kubernetes.io/service-account.uid';

function inSecrets(context: Context): readonly Breach[] {
  return context.ofKind('Secret').flatMap((object) => {
    const { name, manifest } = object;
    const annotations = objectAt(manifest, ...ANNOTATIONS);
    const account = text(annotations[ACCOUNT]);
    // Without an account, the API server refuses the Secret.
    if (manifest['type'] !== 'kubernetes.io/service-account-token' || account === '') return [];
    if (ACCOUNT_ID in annotations && isMadeByCluster(name, account)) return [];
    return {
      object,
      at: ['type'],
      message: `The token of the ServiceAccount '${account}' in the Secret never expires.`,
      want: `${LONGEST} seconds at most`,
      fix: 'Mount a token with `serviceAccountToken` in a projected volume, or ask for one with `kubectl create token`: both expire.',
    };
  });
}

/** Clusters before 1.24 made a Secret for each account, which is in what was read from them; nobody wrote it. */
function isMadeByCluster(name: string, account: string): boolean {
  const [, maker] = /^(.*)-token-[bcdfghjklmnpqrstvwxz2456789]{5}$/.exec(name) ?? [];
  return maker === account;
}
