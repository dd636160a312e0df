import type { JsonPath } from '../../manifest/json';
import { tokensAt } from '../../manifest/tokens';
import { check, type Breach } from '../check';
import type { StrangeText } from '../texts';

const FIELDS: readonly string[] = [
  '/apiVersion',
  '/kind',
  '/metadata/name',
  '/metadata/namespace',
  '/metadata/generateName',
];

/** Names, kinds and keys that nobody knows before it is too late. */
export const tokensInNames = check(
  {
    id: 'token/in-name',
    pack: 'baseline',
    severity: 'error',
    title: 'What identifies an object, and the keys of its fields, are known before anything is deployed.',
    why: 'Objects are told apart, ordered and referred to by their names; a name that is known only later would also replace the object each time it changes.',
    fix: 'Choose a plain name, and put the value into a field.',
    fails: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: 'web-{{stackwright-token.text.database.name}}', namespace: shop }
    `,
    passes: `
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: web, namespace: shop }
      data: { DATABASE: '{{stackwright-token.text.database.name}}' }
    `,
  },
  ({ strange }) => strange.texts.flatMap(breachOf),
);

function breachOf({ object, text, at }: StrangeText): readonly Breach[] {
  const [token] = tokensAt(text);
  if (!token || !(isKey(text, at) || FIELDS.includes(`/${at.join('/')}`))) return [];
  const place = isKey(text, at) ? 'as a key' : `in ${at.join('.')}`;
  return [
    {
      object,
      at,
      message: `The value of '${token.name}', which is known only later, stands ${place}.`,
      want: 'plain text',
    },
  ];
}

function isKey(text: string, at: JsonPath): boolean {
  return at.at(-1) === text;
}
