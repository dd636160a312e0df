import { reachedBy } from '../../manifest/field-pattern';
import { check } from '../check';
import { examplePod } from '../example-objects';

const HOUR = 3_600;
const LONGEST = 24 * HOUR;

const example = (seconds: number): string =>
  examplePod(`{
        automountServiceAccountToken: false,
        containers: [{ name: web, image: registry.example/web:1.0.0, volumeMounts: [{ name: token, mountPath: /token, readOnly: true }] }],
        volumes: [{ name: token, projected: { sources: [{ serviceAccountToken: { path: token, audience: vault, expirationSeconds: ${seconds} } }] } }],
      }`);

/** Tokens that are good for days. */
export const longLivedTokens = check(
  {
    id: 'security/long-lived-token',
    pack: 'restricted',
    severity: 'warning',
    title: 'Tokens in volumes are valid for a day at most.',
    why: 'Whoever copies the token can use it until it expires. The kubelet renews it in time, however soon that is.',
    fix: 'Set `expirationSeconds: 3600`, or leave it out, which means the same.',
    fails: example(604_800),
    passes: example(HOUR),
  },
  (context) =>
    [...context.pods].flatMap(({ object, spec, at }) =>
      reachedBy('volumes[].projected.sources[].serviceAccountToken.expirationSeconds', spec).flatMap(
        ([seconds, path]) => {
          if (typeof seconds !== 'number' || seconds <= LONGEST) return [];
          const hours = Math.round(seconds / HOUR);
          const message = `A token of the ServiceAccount is good for ${hours} hours.`;
          return [{ object, at: [...at, ...path], message, want: `${LONGEST} seconds at most` }];
        },
      ),
    ),
);
