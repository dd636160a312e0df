import type { KindName } from '../../manifest/kinds';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { sentence } from '../words';
import { containersIn, podFields, type ContainerField, type PodField } from './containers';
import { exampleJob } from './examples';
import { Field } from './field';

const ALWAYS: ReadonlySet<KindName> = new Set([
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'ReplicationController',
]);
const FINISHING: ReadonlySet<KindName> = new Set(['Job.batch', 'CronJob.batch']);
const POLICIES = ['Always', 'OnFailure', 'Never'];

/** Restart policies that the controller cannot work with. */
export const restartPolicy = check(
  {
    id: 'validation/restart-policy',
    pack: 'baseline',
    severity: 'error',
    title: 'Pods that should run for ever restart always, and those of Jobs do not.',
    why: 'The API server refuses the object.',
    fix: 'Write `restartPolicy: Never` or `OnFailure` into the pods of a Job, and leave it out of all others.',
    fails: exampleJob('', 'restartPolicy: Always'),
    passes: exampleJob(''),
  },
  (context) =>
    podFields(context).flatMap((pod) => [
      ...podMistakes(pod),
      ...containersIn(pod).flatMap((container) => containerMistakes(context, container)),
    ]),
);

function podMistakes({ spec, pods }: PodField): readonly Breach[] {
  const { kind } = pods.object;
  const policy = spec.get('restartPolicy');
  const name = kind.replace(/\..*/, '');
  if (ALWAYS.has(kind) && POLICIES.includes(policy.text) && policy.text !== 'Always')
    return [
      policy.breach(`The pods of a ${name} have the restart policy '${policy.text}'.`, {
        want: "'Always'",
        fix: 'Leave `restartPolicy` out, or make a Job of what should end.',
      }),
    ];
  if (!FINISHING.has(kind) || !spec.isGiven) return [];
  if (!policy.isFilled || policy.text === 'Always')
    return [
      policy.breach(
        `The pods of a ${name} have ${policy.isFilled ? "the restart policy 'Always'" : 'no restart policy'}.`,
        {
          want: "'OnFailure' or 'Never'",
          fix: 'Write `restartPolicy: Never` to get a new pod for each attempt, `OnFailure` to restart the container.',
        },
      ),
    ];
  return failurePolicyMistakes(policy, spec);
}

function failurePolicyMistakes(policy: Field, spec: Field): readonly Breach[] {
  const failurePolicy = new Field(spec.object, [...spec.at.slice(0, -2), 'podFailurePolicy']);
  return failurePolicy.isGiven && policy.text === 'OnFailure'
    ? [
        policy.breach("The Job has a `podFailurePolicy`, and the restart policy 'OnFailure'.", {
          want: "'Never'",
          fix: 'Write `restartPolicy: Never`.',
        }),
      ]
    : [];
}

function containerMistakes(context: Context, { field, list, title }: ContainerField): readonly Breach[] {
  const policy = field.get('restartPolicy');
  if (!policy.isGiven) return rulesWithout(policy, field);
  if (list === 'ephemeralContainers' || context.isAtLeast('1.35')) return [];
  if (list === 'initContainers' && policy.text === 'Always') return [];
  const message = `${sentence(title)} has the restart policy '${policy.text}'.`;
  if (list === 'initContainers')
    return POLICIES.includes(policy.text) ? [policy.breach(message, { want: "'Always', or none" })] : [];
  return [policy.breach(message, { want: 'none before Kubernetes 1.35', fix: 'Set it on the pod.' })];
}

function rulesWithout(policy: Field, container: Field): readonly Breach[] {
  if (!container.get('restartPolicyRules').isFilled) return [];
  return [policy.breach('There are restart rules, but no restart policy.')];
}
