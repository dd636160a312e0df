import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import * as fc from 'fast-check';
import { App, KubeObject, Stack } from 'stackwright';
import { chosenName, generatedName } from '../../lib/manifest/chosen-name';
import { reported } from '../../lib/manifest/finding';
import { isAllowed, legalName, nameRule } from '../../lib/manifest/names';

function below(root: Construct, ids: readonly string[]): Construct {
  return ids.reduce((scope, id) => new Construct(scope, id), root);
}

/** The ids of a path, as far as the constructs library takes them. */
const ids = fc.array(
  fc
    .oneof(
      fc.string({ minLength: 1, maxLength: 30 }),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 30 }),
      fc.constantFrom('Resource', 'Default', '--', 'web'),
    )
    .filter((id) => !(id in {})),
  { minLength: 1, maxLength: 4 },
);
const kinds = fc.constantFrom(
  'Service',
  'Namespace',
  'Deployment.apps',
  'CronJob.batch',
  'StatefulSet.apps',
  'Job.batch',
);

test('a name is the ids below the stack', () => {
  const stack = new Stack(new App(), 'shop');

  expect(generatedName(below(stack, ['Orders', 'web_app']))).toBe('orders-web-app');
});

test('Resource and Default are left out of a name', () => {
  const stack = new Stack(new App(), 'shop');

  expect(generatedName(below(stack, ['Default', 'web', 'Resource']))).toBe('web');
});

test('what has no id of its own is named after its stack', () => {
  const stack = new Stack(new App(), 'Shop');

  expect(generatedName(below(stack, ['Resource']))).toBe('shop');
});

test('a name begins below the innermost chart', () => {
  const inner = new Chart(new Stack(new App(), 'outer'), 'inner');

  expect(generatedName(below(inner, ['web']))).toBe('web');
});

test('a name does not depend on what else is in the tree', () => {
  fc.assert(
    fc.property(ids, ids, (path, others) => {
      const alone = new Stack(new App(), 'shop');
      const crowded = new Stack(new App(), 'shop');
      below(crowded, ['other', ...others]);
      expect(generatedName(below(crowded, ['one', ...path]))).toBe(generatedName(below(alone, ['one', ...path])));
    }),
  );
});

test('an object without a name gets a generated one', () => {
  const stack = new Stack(new App(), 'shop');
  const object = new KubeObject(new Construct(stack, 'web'), 'Resource', {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: undefined },
  });

  expect(object.metadata.name).toBe('web');
});

test('a generated name is legal, or reported', () => {
  fc.assert(
    fc.property(ids, kinds, (path, kind) => {
      const construct = below(new Stack(new App(), 'shop'), path);
      const isLegal = isAllowed(generatedName(construct), nameRule(kind));
      chosenName(construct, undefined, kind);
      expect(reported(construct).map(({ rule }) => rule)).toEqual(isLegal ? [] : ['name/illegal']);
    }),
    { numRuns: 300 },
  );
});

test('a chosen name is legal, whatever was given', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), kinds, (name, kind) => {
      const construct = new Construct(new Stack(new App(), 'shop'), 'web');
      expect(isAllowed(chosenName(construct, name, kind), nameRule(kind))).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('a name that is too long is cut', () => {
  const construct = new Construct(new Stack(new App(), 'shop'), 'web');

  expect(chosenName(construct, `${'a'.repeat(62)}-b`, 'Service')).toBe('a'.repeat(62));
});

test('a legal name that was given is kept', () => {
  const construct = new Construct(new Stack(new App(), 'shop'), 'web');

  expect(chosenName(construct, 'front', 'Service')).toBe('front');
});

test('an illegal name is reported with a legal one', () => {
  const construct = new Construct(new Stack(new App(), 'shop'), 'web');

  chosenName(construct, 'My_Web', 'Deployment.apps');

  expect(reported(construct)).toMatchObject([
    {
      rule: 'name/illegal',
      path: 'shop/web',
      message: "'My_Web' cannot name a Deployment.",
      fix: "Pass another name, for instance 'my-web'.",
    },
  ]);
});

test('no name is proposed when none is near', () => {
  const construct = new Construct(new Stack(new App(), 'shop'), 'web');

  chosenName(construct, '日本語', 'Service');

  expect(reported(construct)).toMatchObject([{ fix: 'Pass another name.' }]);
});

test.each([
  ['Web App', 'web-app'],
  ['--a--', 'a'],
  ['Ünï', 'n'],
  ['10.0.0.1', '10-0-0-1'],
  ['!', ''],
])('the legal part of %j is %j', (given, legal) => {
  expect(legalName(given)).toBe(legal);
});

test.each([
  ['Service', 'web', true],
  ['Service', '1web', false],
  ['Service', 'a.b', false],
  ['Service', 'a'.repeat(63), true],
  ['Service', 'a'.repeat(64), false],
  ['Namespace', '1web', true],
  ['Namespace', 'a.b', false],
  ['Deployment.apps', 'a.b', true],
  ['Deployment.apps', 'a..b', false],
  ['Deployment.apps', 'A', false],
  ['Deployment.apps', '-a', false],
  ['Deployment.apps', 'a-', false],
  ['Deployment.apps', 'a\n', false],
  ['Deployment.apps', '', false],
  ['Deployment.apps', 'a'.repeat(253), true],
  ['Deployment.apps', 'a'.repeat(254), false],
  ['Job.batch', 'a'.repeat(63), true],
  ['Job.batch', 'a'.repeat(64), false],
  ['Job.batch', 'migrate-1.2.3', true],
  ['Job.batch', 'migrate-1.2.', false],
  ['CronJob.batch', 'a.b', true],
  ['StatefulSet.apps', 'a.b', false],
  ['CronJob.batch', 'a'.repeat(52), true],
  ['CronJob.batch', 'a'.repeat(53), false],
  ['StatefulSet.apps', 'a'.repeat(53), false],
  ['ClusterRole.rbac.authorization.k8s.io', 'system:Node', true],
  ['ClusterRole.rbac.authorization.k8s.io', 'a/b', false],
  ['ClusterRole.rbac.authorization.k8s.io', '50%', false],
  ['ClusterRole.rbac.authorization.k8s.io', '..', false],
  ['Anything.example.com', 'a.b', true],
])('a %s named %j is want: %j', (kind, name, expected) => {
  expect(isAllowed(name, nameRule(kind))).toBe(expected);
});
