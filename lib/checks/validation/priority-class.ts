import { check } from '../check';
import { Field } from './field';

const HIGHEST = 1_000_000_000;

const important = (value: number): string => `
      apiVersion: scheduling.k8s.io/v1
      kind: PriorityClass
      metadata: { name: important }
      value: ${value}
    `;

/** PriorityClasses that are kept for the system. */
export const priorityClass = check(
  {
    id: 'validation/priority-class',
    pack: 'baseline',
    severity: 'error',
    title: 'Priorities are at most a billion, and no class has a name that is reserved for the system.',
    why: 'The API server refuses the object: what is above is reserved for the system.',
    fix: 'Write a lower value.',
    fails: important(2_000_000_000),
    passes: important(1_000_000),
  },
  (context) =>
    context.ofKind('PriorityClass.scheduling.k8s.io').flatMap((object) => {
      const value = new Field(object, ['value']);
      const name = new Field(object, ['metadata', 'name']);
      if (name.text.startsWith('system-'))
        return name.text === 'system-node-critical' || name.text === 'system-cluster-critical'
          ? []
          : [
              name.breach(`The name '${name.text}' is reserved for the system.`, {
                want: "a name without 'system-' before it",
              }),
            ];
      if ((value.number ?? 0) <= HIGHEST) return [];
      return [value.breach(`The priority is ${value.number}.`, { want: `at most ${HIGHEST}` })];
    }),
);
