import { check, type Breach } from '../check';
import { exampleObject } from './examples';
import { Field } from './field';
import { above100, noCountOrPercentage } from './numbers';

const budget = (fields: string): string =>
  exampleObject('policy/v1', 'PodDisruptionBudget', `spec: { selector: { matchLabels: { app: web } }, ${fields} }`);

/** PodDisruptionBudgets that the API server refuses. */
export const disruptionBudget = check(
  {
    id: 'validation/disruption-budget',
    pack: 'baseline',
    severity: 'error',
    title: 'A PodDisruptionBudget has one of `minAvailable` and `maxUnavailable`, as a count or a percentage.',
    why: 'The API server refuses the object.',
    fix: 'Keep one of the two.',
    fails: budget('minAvailable: 1, maxUnavailable: 1'),
    passes: budget('maxUnavailable: 1'),
  },
  (context) =>
    context.ofKind('PodDisruptionBudget.policy').flatMap((object) => mistakesIn(new Field(object, ['spec']))),
);

function mistakesIn(spec: Field): readonly Breach[] {
  const limits = ['minAvailable', 'maxUnavailable'].map((name) => spec.get(name)).filter(({ isGiven }) => isGiven);
  return [
    ...(limits.length === 2
      ? [spec.breach('The budget has both `minAvailable` and `maxUnavailable`.', { want: 'one of them' })]
      : []),
    ...limits.flatMap((limit) => [...noCountOrPercentage(limit), ...above100(limit)]),
  ];
}
