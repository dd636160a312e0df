import type { Severity } from '../../manifest/finding';
import { check, type Breach } from '../check';
import type { Context } from '../context';
import { exampleWorkload } from './examples';
import { Field } from './field';
import { DNS_LABEL, misspelt, missing } from './syntax';

/** StatefulSets that the API server refuses, or whose pods have no DNS names. */
export const statefulSet = check(
  {
    id: 'validation/stateful-set',
    pack: 'baseline',
    severity: 'error',
    title: 'The Service of a StatefulSet has a name that a Service can have, and each of its claims one of a volume.',
    why: 'The API server refuses the object; older ones accept it, and the pods get no DNS names, or never come.',
    fix: 'Write the name of its headless Service, and one for each claim.',
    fails: exampleWorkload('StatefulSet', 'serviceName: web.shop'),
    passes: exampleWorkload('StatefulSet', 'serviceName: web'),
  },
  (context) => context.ofKind('StatefulSet.apps').flatMap((object) => mistakesIn(context, new Field(object, ['spec']))),
);

function mistakesIn(context: Context, spec: Field): readonly Breach[] {
  const service = spec.get('serviceName');
  const severity: Severity = context.isAtLeast('1.33') ? 'error' : 'warning';
  return [
    ...misspelt(service, DNS_LABEL, 'the name of a Service').map((breach) => ({ ...breach, severity })),
    ...spec.get('volumeClaimTemplates').items.flatMap((claim) => claimMistakes(claim.get('metadata', 'name'))),
  ];
}

/** The name of a claim is that of the volume in the pods, too. */
function claimMistakes(name: Field): readonly Breach[] {
  return [
    ...missing(name, 'The template of a claim has no name.', { want: 'a name', fix: 'Give it `metadata.name`.' }),
    ...misspelt(name, DNS_LABEL, 'the name of a volume'),
  ];
}
