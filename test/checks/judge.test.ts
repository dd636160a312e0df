import { acknowledge, App, Stack, synthesize, type PackName, type Synthesis } from 'stackwright';
import { check, type Check } from '../../lib/checks/check';
import { Context } from '../../lib/checks/context';
import { judge } from '../../lib/checks/judge';
import type { Platform } from '../../lib/checks/platform';
import type { Rule } from '../../lib/checks/rule';
import { Inventory } from '../../lib/manifest/inventory';
import type { JsonObject } from '../../lib/manifest/json';
import { KubeObject } from '../../lib/manifest/kube-object';
import type { Policy } from '../../lib/manifest/policy';
import { referencesIn } from '../../lib/manifest/references';
import { core, inventoryObject } from '../manifest/inventory-of';

const rule: Rule = {
  id: 'colour/red',
  pack: 'restricted',
  severity: 'error',
  title: 'Nothing is red.',
  why: 'It hurts.',
  fix: 'Paint it.',
  fails: '',
  passes: '',
};

/** Breaks the rule wherever `data.colour` is red. */
const red = check(rule, ({ objects }) =>
  objects.flatMap((object) =>
    JSON.stringify(object.manifest).includes('red')
      ? [{ object, at: ['data', 'colour'], message: 'It is red.', want: 'another colour' }]
      : [],
  ),
);

const config = (name: string, colour: string, annotations: JsonObject = {}): JsonObject => ({
  ...core('ConfigMap', name, { data: { colour } }),
  metadata: { name, namespace: 'shop', annotations },
});

function verdictOn(
  manifests: readonly JsonObject[],
  { policies = [], pack }: { readonly policies?: readonly Policy[]; readonly pack?: PackName } = {},
) {
  const objects = manifests.map((manifest) => inventoryObject(manifest));
  const inventory = new Inventory(objects, { policies });
  return judge(new Context(inventory, referencesIn(inventory), pack ? { pack } : {}), [red]);
}

test('a violation becomes a finding with the value at hand and what to do', () => {
  expect(verdictOn([config('web', 'red')]).findings).toEqual([
    {
      rule: 'colour/red',
      severity: 'error',
      path: 'stack/web',
      trace: undefined,
      object: 'ConfigMap shop/web',
      pointer: '/data/colour',
      message: 'It is red.',
      got: '"red"',
      want: 'another colour',
      fix: 'Paint it.',
    },
  ]);
});

test('a long value is shortened', () => {
  const [finding] = verdictOn([config('web', `red${'d'.repeat(500)}`)]).findings;

  expect(finding?.got).toMatch(/^"redd.{74}…$/);
});

test('of a field without the right form, finer rules say nothing', () => {
  const of = (id: string, field: string): Check =>
    check({ ...rule, id }, ({ objects }) => objects.map((object) => ({ object, at: ['data', field], message: 'No.' })));
  const inventory = new Inventory([inventoryObject(config('web', 'red'))]);
  const checks = [of('schema/wrong-type', 'a'), of('validation/colour', 'a'), of('validation/colour', 'b')];
  const { findings } = judge(new Context(inventory, referencesIn(inventory)), checks);

  expect(findings).toMatchObject([
    { rule: 'schema/wrong-type', pointer: '/data/a' },
    { rule: 'validation/colour', pointer: '/data/b' },
  ]);
});

test('a check that fails is told, and the others are judged', () => {
  const broken = check({ ...rule, id: 'colour/blue' }, () => {
    throw new TypeError('blue is no function');
  });
  const inventory = new Inventory([inventoryObject(config('web', 'red'))]);
  const { findings } = judge(new Context(inventory, referencesIn(inventory)), [broken, red]);

  expect(findings).toMatchObject([
    { rule: 'colour/red' },
    { rule: 'check/failed', severity: 'warning', message: expect.stringContaining('colour/blue') },
  ]);
});

describe('packs', () => {
  test('without a word, `restricted` is in force', () => {
    expect(verdictOn([config('web', 'red')]).findings).toHaveLength(1);
  });

  test.each<[PackName, number]>([
    ['baseline', 0],
    ['restricted', 1],
    ['production', 1],
  ])('`%s` of the platform holds the rule of `restricted` %d times', (pack, count) => {
    expect(verdictOn([config('web', 'red')], { pack }).findings).toHaveLength(count);
  });

  test('one that there is not leaves the default in force', () => {
    const platform: Platform = JSON.parse('{ "pack": "prod" }');
    const inventory = new Inventory([inventoryObject(config('web', 'red'))]);

    expect(judge(new Context(inventory, referencesIn(inventory), platform), [red]).findings).toHaveLength(1);
  });

  test('the nearest construct decides', () => {
    const policies: Policy[] = [
      { path: '', pack: 'production' },
      { path: 'stack', pack: 'baseline' },
      { path: 'stack/web', pack: 'restricted' },
    ];

    expect(verdictOn([config('web', 'red'), config('db', 'red')], { policies }).findings).toMatchObject([
      { path: 'stack/web' },
    ]);
  });

  test('of two choices on one construct, the later holds', () => {
    const policies: Policy[] = [
      { path: 'stack', pack: 'restricted' },
      { path: 'stack', pack: 'baseline' },
    ];

    expect(verdictOn([config('web', 'red')], { policies }).findings).toEqual([]);
  });
});

describe('an acknowledgement', () => {
  const acknowledgement = { rule: 'colour/red', reason: 'It is a fire engine.' };

  test('takes a finding out of the findings, and keeps it with the reason', () => {
    const { findings, acknowledged } = verdictOn([config('web', 'red')], {
      policies: [{ path: 'stack/web', acknowledgement }],
    });

    expect(findings).toEqual([]);
    expect(acknowledged).toMatchObject([
      { rule: 'colour/red', path: 'stack/web', message: 'It is red.', reason: 'It is a fire engine.' },
    ]);
  });

  test.each(['', 'stack', 'stack/web'])('on %j holds for what is below it', (path) => {
    expect(verdictOn([config('web', 'red')], { policies: [{ path, acknowledgement }] }).acknowledged).toHaveLength(1);
  });

  test('does not hold for a construct whose name only starts alike', () => {
    const { findings } = verdictOn([config('web-admin', 'red'), config('web', 'red')], {
      policies: [{ path: 'stack/web', acknowledgement }],
    });

    expect(findings).toMatchObject([{ path: 'stack/web-admin' }]);
  });

  test('may be of some objects only', () => {
    const policies = [{ path: '', acknowledgement: { ...acknowledgement, object: 'ConfigMap shop/fire-*' } }];
    const { findings } = verdictOn([config('fire-1', 'red'), config('web', 'red')], { policies });

    expect(findings).toMatchObject([{ path: 'stack/web' }]);
  });

  test('may be an annotation of the object', () => {
    const annotations = { 'checks.stackwright.dev/colour.red': 'It is a fire engine.' };
    const { findings, acknowledged } = verdictOn([config('web', 'red', annotations), config('db', 'red')]);

    expect(findings).toMatchObject([{ path: 'stack/db' }]);
    expect(acknowledged).toMatchObject([{ path: 'stack/web', reason: 'It is a fire engine.' }]);
  });

  test('without a reason does not count, and is an error', () => {
    const policies = [{ path: 'stack', acknowledgement: { rule: 'colour/red', reason: ' ' } }];

    expect(verdictOn([config('web', 'red')], { policies }).findings.map((finding) => finding.rule)).toEqual([
      'colour/red',
      'acknowledgement/without-reason',
    ]);
  });

  test('of a rule that there is not is an error that says which is meant', () => {
    const policies = [{ path: 'stack', acknowledgement: { rule: 'color/red', reason: 'It is a fire engine.' } }];

    expect(verdictOn([], { policies }).findings).toMatchObject([
      { rule: 'acknowledgement/unknown-rule', severity: 'error', fix: "Did you mean 'colour/red'?" },
    ]);
  });

  test('of an annotation that names no rule is an error that says where the id belongs', () => {
    const annotated = config('web', 'blue', { 'checks.stackwright.dev/ignore': 'why' });

    expect(verdictOn([annotated]).findings).toMatchObject([
      {
        rule: 'acknowledgement/unknown-rule',
        fix: 'Put the id into the key, with `.` for `/`: `checks.stackwright.dev/image.no-digest: why`.',
      },
    ]);
  });

  test('of a rule that is not in force is fine', () => {
    const { findings } = verdictOn([config('web', 'red')], {
      policies: [{ path: 'stack', acknowledgement }],
      pack: 'baseline',
    });

    expect(findings).toEqual([]);
  });

  test('of what nobody breaks is a warning', () => {
    expect(
      verdictOn([config('web', 'blue')], { policies: [{ path: 'stack', acknowledgement }] }).findings,
    ).toMatchObject([{ rule: 'acknowledgement/unused', severity: 'warning', path: 'stack' }]);
  });
});

describe('in a tree', () => {
  /** A stack with a Service that has an illegal label. */
  function synthesized(arrange: (stack: Stack, object: KubeObject<'Service'>) => void = () => undefined): Synthesis {
    const app = new App();
    const stack = new Stack(app, 'shop', { namespace: 'shop' });
    const object = new KubeObject(stack, 'web', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', labels: { release: 'not a label' } },
      spec: { type: 'ExternalName', externalName: 'web.example' },
    });
    arrange(stack, object);
    return synthesize(app);
  }

  test('a construct acknowledges', () => {
    const { findings, acknowledged } = synthesized((_, object) =>
      acknowledge(object, { rule: 'label/illegal', reason: 'For the test.' }),
    );

    expect(findings).toEqual([]);
    expect(acknowledged).toMatchObject([{ rule: 'label/illegal', path: 'shop/web' }]);
  });

  test('an acknowledgement that is wrong is reported with the line that made it', () => {
    const { findings } = synthesized((stack) => acknowledge(stack, { rule: 'label/ilegal', reason: 'For the test.' }));
    const mistake = findings.find((finding) => finding.rule === 'acknowledgement/unknown-rule');

    expect(mistake?.trace?.stack).toContain('judge.test.ts');
  });
});
