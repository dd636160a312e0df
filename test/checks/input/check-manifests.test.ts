import { checkManifests } from 'stackwright';
import type { JsonObject } from '../../../lib/manifest/json';

const META = 'apiVersion: scheduling.k8s.io/v1\nkind: PriorityClass\n';

/** What is wrong, and where: `name/illegal 3`. */
function found(yaml: string): readonly string[] {
  return checkManifests(yaml).findings.map(({ rule, source }) => `${rule} ${source?.line}`);
}

test('manifests that are data are checked', () => {
  const manifest: JsonObject = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'A' } };

  expect(checkManifests([manifest]).findings).toMatchObject([{ rule: 'name/illegal', object: 'Namespace A' }]);
  expect(checkManifests([{ apiVersion: 'v1', kind: 'List', items: [manifest] }]).findings).toHaveLength(1);
  expect(checkManifests([{ a: 1 }]).findings).toMatchObject([{ rule: 'input/unusable' }]);
});

test('text is checked, with a line for each finding', () => {
  expect(found(`${META}metadata: { name: A }\nvalue: 1\n---\na: [`)).toEqual(['input/unusable 6', 'name/illegal 3']);
});

test('the platform counts', () => {
  const yaml =
    'apiVersion: flowcontrol.apiserver.k8s.io/v1beta3\nkind: FlowSchema\nmetadata: { name: a }\n' +
    'spec: { priorityLevelConfiguration: { name: global-default } }\n';
  const rulesIn = (kubernetesVersion: '1.29' | '1.33') =>
    checkManifests(yaml, { kubernetesVersion }).findings.map(({ rule }) => rule);

  expect(rulesIn('1.33')).toContain('api/removed');
  expect(rulesIn('1.29')).not.toContain('api/removed');
});

test('what is acknowledged is told apart', () => {
  const acknowledge = [{ rule: 'name/illegal', reason: 'An old one.' }];

  expect(checkManifests(`${META}metadata: { name: A }\nvalue: 1\n`, { acknowledge })).toMatchObject({
    findings: [],
    acknowledged: [{ rule: 'name/illegal', reason: 'An old one.', source: { line: 3 } }],
  });
});

describe('a stream', () => {
  test.each<[string, string, readonly string[]]>([
    [
      'comments and empty documents',
      `---\n# Source: a\n---\n---\nnull\n---\n${META}metadata: { name: A }\nvalue: 1\n`,
      ['name/illegal 9'],
    ],
    ['directives', `%YAML 1.1\n---\n${META}metadata: { name: A }\nvalue: 1\n...\n# end\n`, ['name/illegal 5']],
    [
      'an object on the line of its mark',
      `--- {apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: A}, value: 1}\n`,
      ['name/illegal 1'],
    ],
    [
      'carriage returns',
      `${META}metadata: { name: A }\nvalue: 1\n---\n${META}metadata: { name: B }\nvalue: 1\n`.replaceAll('\n', '\r\n'),
      ['name/illegal 3', 'name/illegal 8'],
    ],
    [
      'marks within text',
      `${META}metadata: { name: A }\nvalue: 1\ndescription: |\n  ---\n  a\n--- x: 1\n`,
      ['input/unusable 8', 'name/illegal 3'],
    ],
    [
      'JSON after JSON',
      `{"apiVersion":"scheduling.k8s.io/v1",\n"kind":"PriorityClass","metadata":{"name":"A}"},"value":1}\n{"apiVersion":"scheduling.k8s.io/v1",\n"kind":"PriorityClass",\n"metadata":{"name":"B"},"value":1}`,
      ['name/illegal 2', 'name/illegal 5'],
    ],
    [
      'JSON with tabs',
      '{\n\t"apiVersion": "scheduling.k8s.io/v1",\n\t"kind": "PriorityClass",\n\t"metadata": {\n\t\t"name": "A"\n\t},\n\t"value": 1\n}',
      ['name/illegal 5'],
    ],
  ])('may have %s', (_what, yaml, expected) => {
    expect(found(yaml)).toEqual(expected);
  });
});

describe('what cannot be checked is told where it stands', () => {
  const THING = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a }\n';

  test.each([
    ['the end of a text without a newline', 'a: [', '1:5'],
    ['the end behind a mark', `${THING}---\na: {`, '5:5'],
    ['infinity', `${THING}spec:\n- 1\n- a: .inf\n`, '6:3'],
    ['a map as a key', `${THING}spec:\n  a: { [b]: 1 }\n`.replace('[b]', '{ b: 1 }'), '5:3'],
    ['a circle', `${THING}spec:\n  a: &a\n    b: *a\n`, '6:5'],
    ['a value behind its mark', '--- 3\n', '1:5'],
    ['a map behind its mark', '---  { kind: 3, apiVersion: v1 }\n', '1:6'],
    ['JSON behind JSON on one line', '{"apiVersion":"v1","kind":"List"} {"kind":"A"}', '1:35'],
  ])('%s', (_what, yaml, place) => {
    const { findings } = checkManifests(yaml);

    expect(findings.map(({ rule, source }) => `${rule} ${source?.line}:${source?.column}`)).toEqual([
      `input/unusable ${place}`,
    ]);
  });
});

test('a file with a byte order mark may stand behind another', () => {
  expect(found(`${META}metadata: { name: A }\nvalue: 1\n---\n\ufeff${META}metadata: { name: B }\nvalue: 1\n`)).toEqual([
    'name/illegal 3',
    'name/illegal 8',
  ]);
});

describe('lists', () => {
  const item = (name: string, meta = 'apiVersion: scheduling.k8s.io/v1\n  kind: PriorityClass\n  ') =>
    `- ${meta}metadata:\n    name: ${name}\n  value: 1\n`;

  test('are their items, with the lines of these', () => {
    expect(found(`apiVersion: v1\nkind: List\nitems:\n${item('A')}${item('B')}`)).toEqual([
      'name/illegal 7',
      'name/illegal 12',
    ]);
  });

  test('of one kind need not repeat it', () => {
    expect(found(`apiVersion: scheduling.k8s.io/v1\nkind: PriorityClassList\nitems:\n${item('A', '')}`)).toEqual([
      'name/illegal 5',
    ]);
  });

  test('may be empty, or in another', () => {
    expect(found('apiVersion: v1\nkind: List\n')).toEqual([]);
    expect(found('apiVersion: v1\nkind: List\nitems: [{ apiVersion: v1, kind: List, items: [] }]\n')).toEqual([]);
  });

  test('say which item is no object', () => {
    expect(found('apiVersion: v1\nkind: List\nitems:\n- null\n- 3\n- kind: A\n')).toEqual([
      'input/unusable 5',
      'input/unusable 6',
    ]);
    expect(found('apiVersion: v1\nkind: List\nitems: 3\n')).toEqual(['input/unusable 3']);
  });

  test('are objects where their kind only sounds like one', () => {
    const { findings } = checkManifests(
      'apiVersion: example.com/v1\nkind: AllowList\nmetadata: { name: A_b }\nitems: [1]\n',
    );

    expect(findings).toContainEqual(expect.objectContaining({ rule: 'name/illegal', object: 'AllowList default/A_b' }));
  });
});

test('a kind that a definition in the stream makes one of the cluster has no namespace', () => {
  const definition =
    'apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: foos.example.com }\n' +
    'spec:\n  group: example.com\n  names: { kind: Foo, plural: foos }\n  scope: Cluster\n' +
    '  versions: [{ name: v1, served: true, storage: true, schema: { openAPIV3Schema: { type: object } } }]\n';
  const objects = checkManifests(
    `${definition}---\napiVersion: example.com/v1\nkind: Foo\nmetadata: { name: A_b, namespace: x }\n`,
  );

  expect(objects.findings.map(({ object }) => object)).toContain('Foo A_b');
});
