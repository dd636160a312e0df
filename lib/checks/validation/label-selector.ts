import { nearest } from '../../manifest/finding';
import type { Breach } from '../check';
import type { Field } from './field';
import { LABEL_VALUE, misspelt, QUALIFIED_NAME } from './syntax';

const OPERATORS = ['In', 'NotIn', 'Exists', 'DoesNotExist'];

/** What the API server refuses in a label selector. */
export function selectorMistakes(selector: Field): readonly Breach[] {
  return [
    ...labelMistakes(selector.get('matchLabels')),
    ...selector
      .get('matchExpressions')
      .items.flatMap((expression) => [
        ...expressionMistakes(expression, OPERATORS),
        ...expression.get('values').items.flatMap((value) => misspelt(value, LABEL_VALUE, 'the value of a label')),
      ]),
  ];
}

/** What no object can have as its labels. */
export function labelMistakes(labels: Field): readonly Breach[] {
  return labels.fields.flatMap((label) => [
    ...(QUALIFIED_NAME.is(label.key)
      ? []
      : [label.breach(`'${label.key}' cannot be the key of a label.`, { want: QUALIFIED_NAME.want })]),
    ...misspelt(label, LABEL_VALUE, `the value of the label '${label.key}'`),
  ]);
}

/** An operator that there is not, values that it does not go with, and a key that no label has. */
export function expressionMistakes(expression: Field, operators: readonly string[]): readonly Breach[] {
  return [
    ...operatorMistakes(expression, operators),
    ...misspelt(expression.get('key'), QUALIFIED_NAME, 'the key of a label'),
    ...(expression.get('key').value === '' ? [expression.get('key').breach('The expression has an empty key.')] : []),
  ];
}

function operatorMistakes(expression: Field, operators: readonly string[]): readonly Breach[] {
  const operator = expression.get('operator');
  const values = expression.get('values');
  if (typeof operator.value !== 'string') return [];
  if (!operators.includes(operator.text)) {
    const meant = nearest(operator.text, operators);
    const fix = meant === undefined ? 'Choose one of them.' : `Write '${meant}'.`;
    return [operator.breach(`There is no operator '${operator.text}'.`, { want: operators.join(', '), fix })];
  }
  const { length } = values.items;
  const takesNone = operator.text === 'Exists' || operator.text === 'DoesNotExist';
  if (takesNone && length > 0)
    return [values.breach(`The operator '${operator.text}' takes no values.`, { fix: 'Leave `values` out.' })];
  if (takesNone) return [];
  if (operator.text === 'Gt' || operator.text === 'Lt')
    return length === 1 ? [] : [values.breach(`The operator '${operator.text}' has ${length} values, and takes one.`)];
  if (length > 0) return [];
  return [
    values.breach(`The operator '${operator.text}' has no values.`, { want: 'at least one', fix: 'List the values.' }),
  ];
}
