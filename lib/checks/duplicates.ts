import { groupBy } from '../manifest/group';
import { identityOf, titleOf } from '../manifest/inventory';
import { locationOf } from '../manifest/source';
import { findingOn, type Check } from './check';

/** Two objects of one kind, namespace and name: the API server would keep only the last. */
export const duplicates: Check = ({ objects }) =>
  [...groupBy(objects, identityOf).values()].flatMap(([first, ...others]) =>
    others.map((other) =>
      findingOn(other, {
        rule: 'name/duplicate',
        message: `${titleOf(other)} is there already: ${first?.path}${locationOf(first?.trace, ' at ')} made it.`,
        allowed: 'one object of each kind, namespace and name',
        fix:
          other.kind === 'Namespace'
            ? 'Let one stack make it: pass `createNamespace: false` to the others.'
            : 'Give one of the two another id, name or namespace.',
        at: ['metadata', 'name'],
      }),
    ),
  );
