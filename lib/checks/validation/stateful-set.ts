import { check, type Breach } from '../check';
import type { Context } from '../context';
import { exampleWorkload } from './examples';
import { Field } from './field';
import { DNS_LABEL, misspelt } from './syntax';

/** StatefulSets that the API server refuses, or whose pods have no DNS names. */
export const statefulSet = check(
  {
    id: 'validation/stateful-set',
    pack: 'baseline',
    severity: 'error',
    title: 'The Service of a StatefulSet has a name that a Service can have.',
    why: 'The API server refuses the object, or, before 1.33, accepts it and the pods get no DNS names.',
    fix: 'Write the name of its headless Service.',
    fails: exampleWorkload('StatefulSet', 'serviceName: web.shop'),
    passes: exampleWorkload('StatefulSet', 'serviceName: web'),
  },
  (context) => context.ofKind('StatefulSet.apps').flatMap((object) => mistakesIn(context, new Field(object, ['spec']))),
);

function mistakesIn(context: Context, spec: Field): readonly Breach[] {
  const service = spec.get('serviceName');
  const severity = context.isAtLeast('1.33') ? 'error' : 'warning';
  return misspelt(service, DNS_LABEL, 'the name of a Service').map((breach) => ({ ...breach, severity }));
}
