import { check, type Breach } from '../check';
import type { Context } from '../context';
import { examplePodOf } from '../example-objects';
import { onlyByAnnotation } from '../ingress-classes';
import { podFields } from './containers';
import { Field } from './field';
import { amountIn } from './numbers';
import { DNS_LABEL } from './syntax';
import { containerWarnings, portWarnings } from './warnings-containers';
import { podWarnings } from './warnings-pods';
import { serviceWarnings } from './warnings-services';
import { volumeWarnings } from './warnings-volumes';

const limited = (memory: string): string =>
  examplePodOf(`resources: { requests: { cpu: 50m, memory: ${memory} }, limits: { memory: ${memory} } }`);

/** What the API server takes, and warns of. */
export const apiWarning = check(
  {
    id: 'api/warning',
    pack: 'baseline',
    severity: 'warning',
    title: 'The API server accepts objects without a warning.',
    why: 'It accepts the object, but part of it has no effect, or not the one that it seems to have.',
    fix: 'Leave out what has no effect.',
    fails: limited('256m'),
    passes: limited('256Mi'),
  },
  (context) => [
    ...podFields(context).flatMap((pod) => [
      ...podWarnings(context, pod),
      ...volumeWarnings(pod),
      ...containerWarnings(pod),
      ...portWarnings(pod),
    ]),
    ...hostNames(context),
    ...serviceWarnings(context),
    ...claimWarnings(context),
    ...volumesOfNodes(context),
    ...otherWarnings(context),
  ],
);

const NAMING = ['Pod', 'Deployment.apps', 'ReplicaSet.apps', 'ReplicationController'];

/** Names that become those of hosts. */
function hostNames(context: Context): readonly Breach[] {
  return NAMING.flatMap((kind) => context.ofKind(kind)).flatMap((object) => {
    const name = new Field(object, ['metadata', 'name']);
    if (name.text === '' || DNS_LABEL.is(name.text)) return [];
    return [
      name.breach(`The name '${name.text}' is not a DNS label, and pods get a host name from it.`, {
        want: DNS_LABEL.want,
        fix: 'Choose a name without dots.',
      }),
    ];
  });
}

const CLASS = 'volume.beta.kubernetes.io/storage-class';

function claimWarnings(context: Context): readonly Breach[] {
  const claims = context.ofKind('PersistentVolumeClaim');
  return [
    ...claims.flatMap((object) =>
      unused(new Field(object, ['metadata', 'annotations', CLASS]), 'Write `storageClassName`.'),
    ),
    ...claims.flatMap((object) => fractional(new Field(object, ['spec', 'resources']))),
    ...context
      .ofKind('StatefulSet.apps')
      .flatMap((object) =>
        new Field(object, ['spec', 'volumeClaimTemplates']).items.flatMap((claim) =>
          fractional(claim.get('spec', 'resources')),
        ),
      ),
  ];
}

function fractional(resources: Field): readonly Breach[] {
  return ['requests', 'limits']
    .map((list) => resources.get(list, 'storage'))
    .filter(({ value }) => !Number.isInteger(amountIn(value) ?? 0))
    .map((amount) =>
      amount.breach(`Part of a byte is requested: '${amount.text || amount.number}'.`, { want: 'whole bytes' }),
    );
}

function volumesOfNodes(context: Context): readonly Breach[] {
  return context.ofKind('PersistentVolume').flatMap((object) => {
    const policy = new Field(object, ['spec', 'persistentVolumeReclaimPolicy']);
    return [
      ...unused(new Field(object, ['metadata', 'annotations', CLASS]), 'Write `storageClassName`.'),
      ...unused(
        new Field(object, ['metadata', 'annotations', 'volume.beta.kubernetes.io/mount-options']),
        'Write `mountOptions`.',
      ),
      ...(policy.text === 'Recycle'
        ? [
            policy.breach("The policy 'Recycle' is deprecated.", {
              want: "'Retain' or 'Delete'",
              fix: "Write 'Delete'.",
            }),
          ]
        : []),
    ];
  });
}

function otherWarnings(context: Context): readonly Breach[] {
  return [
    ...context.ofKind('Ingress.networking.k8s.io').flatMap((object) => {
      const annotation = new Field(object, ['metadata', 'annotations', 'kubernetes.io/ingress.class']);
      const fix = onlyByAnnotation(annotation.value)
        ? 'Leave it, and acknowledge the warning: this controller takes no other word.'
        : 'Write `ingressClassName`.';
      return unused(annotation, fix);
    }),
    ...context.ofKind('StatefulSet.apps').flatMap((object) => {
      const limit = new Field(object, ['spec', 'revisionHistoryLimit']);
      if ((limit.number ?? 0) >= 0) return [];
      return [limit.breach(`The history is limited to ${limit.number}, and so without limit.`, { want: 'at least 0' })];
    }),
    ...(context.isAtLeast('1.32') ? context.ofKind('ServiceAccount') : []).flatMap((object) =>
      unused(
        new Field(object, ['metadata', 'annotations', 'kubernetes.io/enforce-mountable-secrets']),
        'Keep Secrets apart by their namespaces.',
      ),
    ),
    ...(context.isAtLeast('1.35') ? context.ofKind('ResourceQuota') : []).flatMap((object) =>
      quotaWarnings(new Field(object, ['spec', 'hard'])),
    ),
  ];
}

/** An annotation that is deprecated. */
function unused(annotation: Field, fix: string): readonly Breach[] {
  return annotation.isGiven
    ? [annotation.breach(`The annotation '${annotation.key}' is deprecated.`, { want: 'none', fix })]
    : [];
}

function quotaWarnings(hard: Field): readonly Breach[] {
  return ['cpu', 'memory', 'ephemeral-storage'].flatMap((resource) => {
    const full = hard.get(`requests.${resource}`);
    const request = full.isGiven || resource === 'ephemeral-storage' ? full : hard.get(resource);
    const [asked, allowed] = [amountIn(request.value), amountIn(hard.get(`limits.${resource}`).value)];
    if (asked === undefined || allowed === undefined || asked <= allowed) return [];
    return [
      request.breach(`More of ${resource} may be requested than the limits allow.`, { want: `at most ${allowed}` }),
    ];
  });
}
