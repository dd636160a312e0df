import { check, type Breach } from '../check';
import type { Context } from '../context';
import { examplePodOf } from '../example-objects';
import { sentence } from '../words';
import { containerFields } from './containers';
import { fieldRefMistakes, keyRefMistakes, nameMistakes, resourceFieldRefMistakes } from './downward';
import type { Field } from './field';
import { empty, misspelt, variableSyntax, type Syntax } from './syntax';

const SOURCES = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'];

/** Environment variables that no container can have. */
export const environment = check(
  {
    id: 'validation/environment',
    pack: 'baseline',
    severity: 'error',
    title: 'An environment variable has a name, and either a value or one source of it.',
    why: 'The API server refuses the object.',
    fix: 'Keep either `value` or `valueFrom`, and one source in the latter.',
    fails: examplePodOf('env: [{ name: POD, value: web, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]'),
    passes: examplePodOf('env: [{ name: POD, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]'),
  },
  (context) => {
    const syntax = variableSyntax(context);
    return containerFields(context).flatMap(({ field, title }) => [
      ...field
        .get('env')
        .items.flatMap((variable) => [
          ...nameOfVariable(variable.get('name'), syntax, title),
          ...(variable.get('valueFrom').isGiven ? valueFromMistakes(context, variable) : []),
        ]),
      ...field.get('envFrom').items.flatMap((source) => sourceMistakes(source, syntax)),
    ]);
  },
);

function nameOfVariable(name: Field, syntax: Syntax, title: string): readonly Breach[] {
  return [
    ...empty(name, `${sentence(title)} has an environment variable with an empty name.`),
    ...misspelt(name, syntax, 'the name of an environment variable'),
  ];
}

function valueFromMistakes(context: Context, variable: Field): readonly Breach[] {
  const valueFrom = variable.get('valueFrom');
  const name = variable.get('name').text;
  const given = SOURCES.filter((source) => valueFrom.get(source).isGiven);
  const mistakes = [
    ...guarded(valueFrom.get('fieldRef'), (ref) => fieldRefMistakes(context, ref, 'variable')),
    ...guarded(valueFrom.get('resourceFieldRef'), (ref) => resourceFieldRefMistakes(ref, 'variable')),
    ...guarded(valueFrom.get('configMapKeyRef'), (ref) => keyRefMistakes(ref, 'ConfigMap')),
    ...guarded(valueFrom.get('secretKeyRef'), (ref) => keyRefMistakes(ref, 'Secret')),
  ];
  if (given.length === 0)
    return [
      ...mistakes,
      valueFrom.breach(`The environment variable '${name}' has no source.`, {
        want: SOURCES.join(', '),
        fix: 'Name one source below `valueFrom`, or write a `value`.',
      }),
    ];
  if (variable.get('value').isFilled)
    return [
      ...mistakes,
      valueFrom.breach(`The environment variable '${name}' has both a value and a source of it.`, {
        fix: 'Leave out `value` or `valueFrom`.',
      }),
    ];
  if (given.length === 1) return mistakes;
  return [
    ...mistakes,
    valueFrom.breach(`The environment variable '${name}' has ${given.length} sources: ${given.join(', ')}.`, {
      want: 'one',
      fix: 'Keep one of them.',
    }),
  ];
}

function sourceMistakes(source: Field, syntax: Syntax): readonly Breach[] {
  const refs = ['configMapRef', 'secretRef'].filter((ref) => source.get(ref).isGiven);
  const fix = 'Name one ConfigMap or Secret in each item.';
  return [
    ...misspelt(source.get('prefix'), syntax, 'what names of environment variables start with'),
    ...guarded(source.get('configMapRef'), (ref) => nameMistakes(ref, 'ConfigMap')),
    ...guarded(source.get('secretRef'), (ref) => nameMistakes(ref, 'Secret')),
    ...(refs.length === 0 ? [source.breach('An item of `envFrom` names no source.', { fix })] : []),
    ...(refs.length === 2 ? [source.breach('An item of `envFrom` names two sources.', { fix })] : []),
  ];
}

/** What is wrong with a field that is there. */
export function guarded(field: Field, judge: (field: Field) => readonly Breach[]): readonly Breach[] {
  return field.isGiven ? judge(field) : [];
}
