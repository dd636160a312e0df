import { entryOf } from '../../manifest/json';
import { check, type Breach } from '../check';
import { exampleObject } from './examples';
import { Field } from './field';
import { KEY } from './syntax';

const LARGEST = 1024 * 1024;

/** ConfigMaps and Secrets that the API server refuses. */
export const configuration = check(
  {
    id: 'validation/configuration',
    pack: 'baseline',
    severity: 'error',
    title:
      'A ConfigMap or Secret has keys that can be file names, those that its type requires, and at most 1 MiB of data.',
    why: 'The API server refuses the object.',
    fix: 'Name the key with letters, digits, `-`, `_` and `.` only.',
    fails: exampleObject('v1', 'ConfigMap', "data: { 'app/config.yaml': 'debug: false' }"),
    passes: exampleObject('v1', 'ConfigMap', "data: { 'config.yaml': 'debug: false' }"),
  },
  (context) => [
    ...context.ofKind('ConfigMap').flatMap((object) => configMapMistakes(new Field(object))),
    ...context
      .ofKind('Secret')
      .flatMap((object) => secretMistakes(new Field(object)).map((breach) => ({ ...breach, isSecret: true }))),
  ],
);

function configMapMistakes(root: Field): readonly Breach[] {
  const [data, binary] = [root.get('data'), root.get('binaryData')];
  const plain = new Set(data.fields.map(({ key }) => key));
  const size = sum(data.fields.map(({ text }) => Buffer.byteLength(text))) + sum(binary.fields.map(bytesOf));
  return [
    ...[data, binary].flatMap(keyMistakes),
    ...binary.fields
      .filter(({ key }) => plain.has(key))
      .map(({ key }) =>
        data.get(key).breach(`The key '${key}' is in \`data\` and in \`binaryData\`.`, { fix: 'Remove one.' }),
      ),
    ...tooLarge(root, size),
  ];
}

function keyMistakes(map: Field): readonly Breach[] {
  return map.fields
    .filter(({ key }) => !KEY.is(key))
    .map((field) => field.breach(`'${field.key}' cannot be a key.`, { want: KEY.want }));
}

function tooLarge(field: Field, size: number): readonly Breach[] {
  return size > LARGEST
    ? [
        field.breach(`The values have ${size} bytes.`, {
          want: `at most ${LARGEST}`,
          fix: 'Split it, or put the content into an image or a volume.',
        }),
      ]
    : [];
}

function bytesOf({ text }: Field): number {
  return Buffer.byteLength(text, 'base64');
}

function sum(sizes: readonly number[]): number {
  return sizes.reduce((a, b) => a + b, 0);
}

/** The keys that each type of Secret needs, all of them. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};
const DOCKER = ['.dockerconfigjson', '.dockercfg'];
const ACCOUNT = 'kubernetes.io/service-account.name';

function secretMistakes(root: Field): readonly Breach[] {
  const [data, plain] = [root.get('data'), root.get('stringData')];
  const type = root.get('type').text;
  const written = new Set(plain.fields.map(({ key }) => key));
  const size = sum([
    ...data.fields.filter(({ key }) => !written.has(key)).map(bytesOf),
    ...plain.fields.map(({ text }) => Buffer.byteLength(text)),
  ]);
  return [
    ...[data, plain].flatMap(keyMistakes),
    ...tooLarge(data, size),
    ...missingKeys(root, type),
    ...(type.startsWith('kubernetes.io/docker') ? noJson(root) : []),
    ...accountMistakes(root, type),
  ];
}

/** A value of a Secret, decoded; undefined where there is none. */
function valueOf(root: Field, key: string): string | undefined {
  const plain = root.get('stringData', key);
  if (plain.isGiven) return plain.text;
  const coded = root.get('data', key);
  return coded.isGiven ? Buffer.from(coded.text, 'base64').toString() : undefined;
}

function missingKeys(root: Field, type: string): readonly Breach[] {
  const isPair = type === 'kubernetes.io/basic-auth';
  const keys = isPair ? ['username', 'password'] : (entryOf(NEEDED, type) ?? []);
  const missing = keys.filter((key) => {
    const value = valueOf(root, key);
    return type === 'kubernetes.io/ssh-auth' ? !value : value === undefined;
  });
  if (missing.length === 0 || (isPair && missing.length === 1)) return [];
  return missing.map((key) =>
    root.get('data', key).breach(`The Secret of type '${type}' has no '${key}'.`, {
      want: keys.join(isPair ? ' or ' : ' and '),
      fix: `Add the key '${key}', or leave \`type\` out.`,
    }),
  );
}

function noJson(root: Field): readonly Breach[] {
  return DOCKER.flatMap((key) => {
    const value = valueOf(root, key);
    if (value === undefined || root.get('type').text !== `kubernetes.io/${key.slice(1)}` || isMap(value)) return [];
    const field = root.get('stringData', key).isGiven ? root.get('stringData', key) : root.get('data', key);
    return [
      field.breach(`The key '${key}' of the Secret is no JSON object.`, { fix: 'Write what `docker login` keeps.' }),
    ];
  });
}

function isMap(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value);
  } catch {
    return false;
  }
}

function accountMistakes(root: Field, type: string): readonly Breach[] {
  const account = root.get('metadata', 'annotations', ACCOUNT);
  if (type !== 'kubernetes.io/service-account-token' || account.isFilled) return [];
  return [account.breach('The token belongs to no ServiceAccount.', { fix: `Write the annotation '${ACCOUNT}'.` })];
}
