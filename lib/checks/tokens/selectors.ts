import { tokensAt } from '../../manifest/tokens';
import { check } from '../check';

// Those of nodes are matched by the scheduler, long after the value is known.
const SELECTORS: readonly (string | number)[] = [
  'selector',
  'labelSelector',
  'namespaceSelector',
  'objectSelector',
  'podSelector',
];

/** Selectors over values that nobody knows when they are matched. */
export const tokensInSelectors = check(
  {
    id: 'token/in-selector',
    pack: 'baseline',
    severity: 'error',
    title: 'Selectors are known before anything is deployed.',
    why: 'Who selects whom could not be checked, and most selectors cannot change: another value would replace the object.',
    fix: 'Select by plain labels.',
    fails: `
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        selector: { database: '{{stackwright-token.text.database.name}}' }
        ports: [{ port: 80 }]
    `,
    passes: `
      apiVersion: v1
      kind: Service
      metadata: { name: web, namespace: shop }
      spec:
        ports: [{ port: 80 }]
    `,
  },
  ({ strange }) =>
    strange.texts.flatMap(({ object, text, at }) => {
      const [token] = tokensAt(text);
      if (!token || !at.some((step) => SELECTORS.includes(step))) return [];
      const message = `The value of '${token.name}', which is known only later, stands in a selector.`;
      return [{ object, at, message, want: 'plain labels' }];
    }),
);
