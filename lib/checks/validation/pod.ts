import type { KindName } from '../../manifest/kinds';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { examplePodOf } from '../example-objects';
import { noAddress } from './address';
import { podFields, type PodField } from './containers';
import type { Field } from './field';
import { amountIn, outside } from './numbers';
import { DNS_LABEL, DNS_SUBDOMAIN, empty, misspelt, QUALIFIED_NAME, type Syntax } from './syntax';

const LASTING: ReadonlySet<KindName> = new Set([
  'Deployment.apps',
  'ReplicaSet.apps',
  'StatefulSet.apps',
  'DaemonSet.apps',
  'ReplicationController',
]);
const NAMES: readonly (readonly [field: string, syntax: Syntax, what: string])[] = [
  ['serviceAccountName', DNS_SUBDOMAIN, 'the name of a ServiceAccount'],
  ['priorityClassName', DNS_SUBDOMAIN, 'the name of a PriorityClass'],
  ['runtimeClassName', DNS_SUBDOMAIN, 'the name of a RuntimeClass'],
  ['nodeName', DNS_SUBDOMAIN, 'the name of a Node'],
  ['hostname', DNS_LABEL, 'the name of a host'],
  ['subdomain', DNS_LABEL, 'a subdomain'],
];

/** Other fields of pods that the API server refuses. */
export const pod = check(
  {
    id: 'validation/pod',
    pack: 'baseline',
    severity: 'error',
    title: 'The fields of a pod have legal values, and do not contradict each other.',
    why: 'The API server refuses the object, or the pods that it makes.',
    fix: 'Write what the field asks for.',
    fails: examplePodOf('', 'dnsPolicy: None'),
    passes: examplePodOf('', 'dnsPolicy: None, dnsConfig: { nameservers: [10.0.0.10] }'),
  },
  (context) =>
    podFields(context).flatMap((pod) => [
      ...NAMES.flatMap(([field, syntax, what]) => nameMistakes(pod, pod.spec.get(field), { syntax, what })),
      ...empty(pod.spec.get('runtimeClassName'), 'The name of the RuntimeClass is empty.'),
      ...deadlineMistakes(pod),
      ...resolverMistakes(context, pod.spec),
      ...pod.spec
        .get('hostAliases')
        .items.flatMap((alias) => [
          ...noAddress(alias.get('ip'), context),
          ...alias.get('hostnames').items.flatMap((name) => misspelt(name, DNS_SUBDOMAIN, 'the name of a host')),
        ]),
      ...gateMistakes(pod),
      // Older versions drop the field.
      ...(context.isAtLeast('1.34') ? claimMistakes(pod.spec) : []),
      ...pod.spec.get('overhead').fields.flatMap((amount) => negative(amount)),
    ]),
);

/** The pods of a StatefulSet get other hostnames and subdomains. */
function nameMistakes(
  { pods }: PodField,
  field: Field,
  { syntax, what }: { syntax: Syntax; what: string },
): readonly Breach[] {
  const isReplaced = pods.object.kind === 'StatefulSet.apps' && (field.key === 'hostname' || field.key === 'subdomain');
  return isReplaced ? [] : misspelt(field, syntax, what);
}

function deadlineMistakes({ spec, pods }: PodField): readonly Breach[] {
  const deadline = spec.get('activeDeadlineSeconds');
  if (deadline.isGiven && LASTING.has(pods.object.kind))
    return [deadline.breach('Pods that should run for ever have a deadline.', { want: 'none', fix: 'Leave it out.' })];
  return outside(deadline, 1, 2 ** 31 - 1);
}

function resolverMistakes(context: Context, spec: Field): readonly Breach[] {
  const config = spec.get('dnsConfig');
  const servers = config.get('nameservers');
  const searches = config.get('searches');
  if (spec.get('dnsPolicy').text === 'None' && !servers.isFilled)
    return [
      (config.isGiven ? servers : config).breach("The DNS policy is 'None', and no name server is given.", {
        want: 'at least one name server',
        fix: 'Write `dnsConfig.nameservers`, or leave `dnsPolicy` out.',
      }),
    ];
  return [
    ...longer(servers, 3, 'name servers'),
    ...servers.items.flatMap((server) => noAddress(server, context)),
    ...longer(searches, 32, 'search domains'),
    ...searches.items.flatMap((search) => misspelt(search, searchSyntax(context), 'a search domain')),
    ...config
      .get('options')
      .items.flatMap((option) =>
        option.get('name').isFilled ? [] : [option.breach('An option of the resolver has no name.')],
      ),
  ];
}

function longer(list: Field, maximum: number, what: string): readonly Breach[] {
  const { length } = list.items;
  return length > maximum ? [list.breach(`There are ${length} ${what}.`, { want: `at most ${maximum}` })] : [];
}

/** Since 1.33 search domains may have underscores, and be the root. */
function searchSyntax(context: Context): Syntax {
  const isRelaxed = context.isAtLeast('1.33');
  return {
    ...DNS_SUBDOMAIN,
    is: (text) => {
      const domain = text.replace(/\.$/, '');
      return isRelaxed ? text === '.' || DNS_SUBDOMAIN.is(domain.replaceAll('_', 'a')) : DNS_SUBDOMAIN.is(domain);
    },
  };
}

function gateMistakes({ spec, pods }: PodField): readonly Breach[] {
  const seen = new Set<string>();
  const gates = spec.get('schedulingGates');
  const node = spec.get('nodeName');
  return [
    ...gates.items.flatMap((gate) => {
      const name = gate.get('name');
      const isTwice = seen.has(name.text);
      seen.add(name.text);
      return [
        ...misspelt(name, QUALIFIED_NAME, 'the name of a scheduling gate'),
        ...(isTwice ? [gate.breach(`The scheduling gate '${name.text}' is there twice.`)] : []),
      ];
    }),
    ...(gates.isFilled && node.isFilled && pods.object.kind === 'Pod'
      ? [node.breach(`The pod is on the node '${node.text}', and waits for its scheduling gates.`)]
      : []),
    ...spec
      .get('readinessGates')
      .items.flatMap((gate) => misspelt(gate.get('conditionType'), QUALIFIED_NAME, 'the type of a condition')),
  ];
}

function claimMistakes(spec: Field): readonly Breach[] {
  const seen = new Set<string>();
  return spec.get('resourceClaims').items.flatMap((claim) => {
    const name = claim.get('name');
    const isTwice = seen.has(name.text);
    seen.add(name.text);
    const sources = ['resourceClaimName', 'resourceClaimTemplateName'].filter((source) => claim.get(source).isGiven);
    return [
      ...empty(name, 'A claim of the pod has an empty name.'),
      ...misspelt(name, DNS_LABEL, 'the name of a claim'),
      ...(isTwice ? [name.breach(`Two claims of the pod are called '${name.text}'.`)] : []),
      ...(sources.length === 1
        ? []
        : [
            claim.breach(`The claim '${name.text}' has ${sources.length} sources.`, {
              want: '`resourceClaimName` or `resourceClaimTemplateName`',
            }),
          ]),
    ];
  });
}

function negative(amount: Field): readonly Breach[] {
  return (amountIn(amount.value) ?? 0) < 0 ? [amount.breach(`The overhead of ${amount.key} is negative.`)] : [];
}
