import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text as textIn, valueAt } from '../../../lib/manifest/json';
import type { Json, JsonObject, JsonPath } from '../../../lib/manifest/json';
import { declaredOutputs } from '../../../lib/pulumi/plan/declared/outputs';
import { declaredResult } from '../../../lib/pulumi/plan/declared/results';

const FOLDER = process.cwd();
const AWS = dirname(require.resolve('@pulumi/aws/package.json'));
const KUBERNETES = dirname(require.resolve('@pulumi/kubernetes/package.json'));

function outputs(type: string, inputs: JsonObject = {}, name = 'orders'): JsonObject {
  return declaredOutputs({ type, name, urn: `urn:pulumi:dev::shop::${type}::${name}`, inputs, folder: FOLDER });
}

function textAt(value: Json, ...path: JsonPath): string {
  return textIn(valueAt(value, path));
}

/** Type tokens of all resources whose code is in a folder, each with its required outputs that are not kept in a body. */
function declaredIn(folder: string): [string, string[]][] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js') && !file.includes('node_modules'))
    .flatMap((file) => {
      const [, type] = /__pulumiType = '([^']+:[^']+)'/.exec(readFileSync(join(folder, file), 'utf8')) ?? [];
      if (type === undefined) return [];
      const declarations = readFileSync(join(folder, file.replace(/js$/, 'd.ts')), 'utf8');
      const required = declarations.matchAll(/^ {4}readonly (\w+): pulumi\.Output<(?:[^|]*|string \| enums.*)>;$/gm);
      return [[type, Array.from(required, ([, name = '']) => name)] as [string, string[]]];
    });
}

/** Every text of a value, with the name of what it is in. */
function textsOf(value: unknown, name = ''): [string, string][] {
  if (typeof value === 'string') return [[name, value]];
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, name));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, key));
}

function parsed(json: string): object {
  const value: unknown = JSON.parse(json);
  return typeof value === 'object' && value !== null ? value : {};
}

describe('made-up outputs', () => {
  const resources = [...declaredIn(AWS), ...declaredIn(KUBERNETES)];

  test('every resource of the installed SDKs has all outputs that it must have', () => {
    const incomplete = resources.flatMap(([type, required]) => {
      const made = outputs(type);
      return required.filter((name) => made[name] === undefined).map((name) => `${type} ${name}`);
    });
    expect(resources.length).toBeGreaterThan(2000);
    expect(incomplete).toEqual([]);
  });

  test('texts can be taken apart as programs do: ARNs, URLs, policies, encoded data, times', () => {
    const wrong = resources.flatMap(([type]) =>
      textsOf(outputs(type)).filter(([name, text]) => {
        if (/^arn$|[a-z]Arns?$/.test(name)) return text.split(':').length < 6 || !text.startsWith('arn:aws:');
        if (/^url$|(?<!repository)Url$/.test(name)) return !URL.canParse(text) && !text.startsWith('{');
        if (/^(?:policy|assumeRolePolicy)$/.test(name))
          return !text.startsWith('{') || !Array.isArray(Reflect.get(parsed(text), 'Statement'));
        if (/(?:created|updated)At$/.test(name)) return Number.isNaN(Date.parse(text));
        return text === '' || text.includes('undefined');
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('the same is made up for the same resource, and other ids for another', () => {
    const [one, again, other] = ['a', 'a', 'b'].map((name) => outputs('aws:ec2/vpc:Vpc', {}, name)) as [
      JsonObject,
      JsonObject,
      JsonObject,
    ];
    expect(one).toEqual(again);
    expect(one['mainRouteTableId']).toMatch(/^rtb-[0-9a-f]{17}$/);
    expect(one['mainRouteTableId']).not.toBe(other['mainRouteTableId']);
  });

  test('a database has an address, its engine’s port and a secret', () => {
    expect(
      outputs('aws:rds/instance:Instance', { engine: 'postgres', identifier: 'shop', tags: { team: 'a' } }),
    ).toEqual(
      expect.objectContaining({
        engine: 'postgres',
        identifier: 'shop',
        address: 'shop.rds.example.invalid',
        endpoint: 'shop.rds.example.invalid:5432',
        port: 5432,
        arn: 'arn:aws:rds:eu-central-1:123456789012:db:shop',
        tagsAll: { team: 'a' },
        masterUserSecrets: [
          expect.objectContaining({ secretArn: 'arn:aws:secretsmanager:eu-central-1:123456789012:secret:shop' }),
        ],
      }),
    );
  });

  test('names that were not chosen are those of automatic naming, chosen ones come back', () => {
    expect(outputs('aws:s3/bucket:Bucket')['bucket']).toBe('orders-1234567');
    expect(outputs('aws:s3/bucket:Bucket', { bucket: 'mine' })).toMatchObject({
      bucket: 'mine',
      arn: 'arn:aws:s3:::mine',
    });
  });

  test('a provider adds to blocks that were given, and leaves what was given in them', () => {
    const cluster = outputs('aws:eks/cluster:Cluster', {
      vpcConfig: { subnetIds: ['subnet-1'], endpointPrivateAccess: true },
    });
    expect(cluster['vpcConfig']).toMatchObject({ subnetIds: ['subnet-1'], endpointPrivateAccess: true });
    expect(textAt(cluster, 'vpcConfig', 'clusterSecurityGroupId')).toMatch(/^sg-/);
    expect(cluster['vpcConfig']).not.toHaveProperty('endpointPublicAccess');
    expect(new URL(textAt(cluster, 'endpoint')).protocol).toBe('https:');
    expect(new URL(textAt(cluster, 'identities', 0, 'oidcs', 0, 'issuer')).hostname).toMatch(/\.invalid$/);
    const certificate = Buffer.from(textAt(cluster, 'certificateAuthority', 'data'), 'base64').toString();
    expect(certificate).toContain('BEGIN CERTIFICATE');
  });

  test('what can be set, was not, and need not be, stays open', () => {
    const made = outputs('aws:rds/instance:Instance');
    expect(made).not.toHaveProperty('blueGreenUpdate');
    expect(made).not.toHaveProperty('password');
  });

  test.each<JsonObject>([
    { $value: 'secret' },
    { '4dabf18193072939515e22adb298388d': '1b47061264138c4ac30d75fd1eb44270', value: {} },
  ])('nothing is put into what stands for a value: %j', (secret) => {
    expect(outputs('aws:eks/cluster:Cluster', { vpcConfig: secret })['vpcConfig']).toEqual(secret);
    const given = { apiVersion: 'v1', kind: 'Service', metadata: secret, spec: secret };
    expect(outputs('kubernetes:core/v1:Service', given)).toMatchObject(given);
  });

  test.each([
    'pulumi-nodejs:dynamic:Resource',
    'pulumi:providers:aws',
    'eks:index:Cluster',
    'aws:rds/nothing:Nothing',
    'aws:../../etc:passwd',
    '../..:a:b',
    'shop',
    '',
  ])('what no installed package declares answers what was given: %j', (type) => {
    expect(outputs(type, { size: 3 })).toEqual({ size: 3 });
  });
});

describe('made-up Kubernetes objects', () => {
  test('a Service has an address, and where it is reached from outside a port and a host', () => {
    const inputs = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web' },
      spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
    };
    const { metadata, spec, status } = outputs('kubernetes:core/v1:Service', inputs);
    expect(metadata).toMatchObject({ name: 'web', namespace: 'default', uid: expect.any(String) });
    expect(spec).toMatchObject({ clusterIP: '10.0.0.10', ports: [{ port: 80, nodePort: 30000 }] });
    expect(textAt(status ?? {}, 'loadBalancer', 'ingress', 0, 'hostname')).toMatch(/\.example\.invalid$/);
  });

  test('objects without a name are named, those of the cluster have no namespace', () => {
    const { metadata } = outputs('kubernetes:core/v1:Namespace', { apiVersion: 'v1', kind: 'Namespace' });
    expect(textAt(metadata ?? {}, 'name')).toBe('orders-1234567');
    expect(metadata).not.toHaveProperty('namespace');
  });

  test('specifications come back as they were given, without all that declarations call required', () => {
    const spec = {
      replicas: 2,
      selector: { matchLabels: { app: 'web' } },
      template: { spec: { containers: [{ name: 'web' }] } },
    };
    const inputs = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: {}, spec };
    expect(outputs('kubernetes:apps/v1:Deployment', inputs)['spec']).toEqual(spec);
  });

  test('a Secret written as text has its data encoded', () => {
    const inputs = { apiVersion: 'v1', kind: 'Secret', stringData: { user: 'shop' } };
    expect(outputs('kubernetes:core/v1:Secret', inputs)['data']).toEqual({ user: 'c2hvcA==' });
  });

  test('custom resources have metadata, though no package declares them', () => {
    const inputs = { apiVersion: 'acme.io/v1', kind: 'Role', spec: { a: 1 } };
    expect(outputs('kubernetes:acme.io/v1:Role', inputs)).toMatchObject({
      spec: { a: 1 },
      metadata: { namespace: 'default' },
    });
    // A group that begins like one of Kubernetes' own is not that one.
    expect(outputs('kubernetes:rbac.acme.io/v1:Role', { ...inputs, apiVersion: 'rbac.acme.io/v1' })).not.toHaveProperty(
      'rules',
    );
  });
});

describe('packages of a program', () => {
  const folder = mkdtempSync(join(tmpdir(), 'declarations-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  test('are found by what their own description calls them, where they are compiled to', () => {
    const sdk = join(folder, 'node_modules', 'acme-sdk');
    mkdirSync(join(sdk, 'bin', 'types'), { recursive: true });
    const files = {
      [join(folder, 'package.json')]: JSON.stringify({ dependencies: { missing: '1', 'acme-sdk': '1' } }),
      [join(sdk, 'package.json')]: JSON.stringify({ main: 'bin/index.js', pulumi: { resource: true, name: 'acme' } }),
      [join(sdk, 'bin', 'widgetBox.js')]: "static __pulumiType = 'acme:index:WidgetBox';",
      [join(sdk, 'bin', 'widgetBox.d.ts')]: [
        'export declare class WidgetBox extends pulumi.CustomResource {',
        '    readonly parts: pulumi.Output<outputs.Part[]>;',
        '    readonly size: pulumi.Output<"big" | "small">;',
        '}',
      ].join('\n'),
      [join(sdk, 'bin', 'types', 'output.d.ts')]:
        '\nexport interface Part {\n    label: string;\n    inner: outputs.Part;\n}\n',
    };
    for (const [path, text] of Object.entries(files)) writeFileSync(path, text);
    const made = declaredOutputs({ type: 'acme:index:WidgetBox', name: 'box', urn: '', inputs: {}, folder });
    expect(made).toMatchObject({ size: 'big', parts: [{ label: 'box-label', inner: { label: 'box-label' } }] });
    expect(JSON.stringify(made).length).toBeLessThan(1000);
  });
});

describe('made-up results of functions', () => {
  const result = (token: string, args: JsonObject = {}): JsonObject => declaredResult({ token, args, folder: FOLDER });

  test('every function of the installed SDK for AWS answers all that it must', () => {
    const incomplete = readdirSync(AWS, { recursive: true, encoding: 'utf8' })
      .filter((file) => /(?:^|\/)get[A-Z]\w*\.js$/.test(file))
      .flatMap((file) => {
        const [, token = ''] = /runtime\.invoke\("([^"]+)"/.exec(readFileSync(join(AWS, file), 'utf8')) ?? [];
        const declarations = readFileSync(join(AWS, file.replace(/js$/, 'd.ts')), 'utf8');
        const made = result(token);
        const required = Array.from(declarations.matchAll(/^ {4}readonly (\w+): /gm), ([, name = '']) => name);
        return required.filter((name) => made[name] === undefined).map((name) => `${token} ${name}`);
      });
    expect(incomplete).toEqual([]);
  });

  test('a region has three zones, and the caller an account', () => {
    const zones = result('aws:index/getAvailabilityZones:getAvailabilityZones', { state: 'available' });
    expect(zones).toMatchObject({ names: ['eu-central-1a', 'eu-central-1b', 'eu-central-1c'], state: 'available' });
    expect(zones['zoneIds']).toHaveLength(3);
    const caller = result('aws:index/getCallerIdentity:getCallerIdentity');
    expect(textAt(caller, 'arn').split(':')[4]).toBe(caller['accountId']);
  });

  test('all is in the region that the arguments name, else in the one that the provider is set to', () => {
    const provider = { region: 'us-west-2' };
    const answer = (token: string, args: JsonObject) => declaredResult({ token, args, folder: FOLDER, provider });
    const region = 'aws:index/getRegion:getRegion';
    expect(answer(region, {})).toMatchObject({ region: 'us-west-2', id: 'us-west-2' });
    expect(answer(region, { region: 'us-east-1' })).toMatchObject({ region: 'us-east-1' });
    expect(answer('aws:index/getAvailabilityZones:getAvailabilityZones', {})['names']).toContain('us-west-2c');
    const type = 'aws:rds/instance:Instance';
    const database = declaredOutputs({ type, name: 'db', urn: '', inputs: {}, folder: FOLDER, provider });
    expect(database['arn']).toBe('arn:aws:rds:us-west-2:123456789012:db:db');
    expect(database['availabilityZone']).toBe('us-west-2a');
  });

  test('arguments come back where a result has them', () => {
    expect(result('aws:eks/getCluster:getCluster', { name: 'prod' })).toMatchObject({ name: 'prod', status: 'ACTIVE' });
    const hidden = result('aws:eks/getCluster:getCluster', { name: { $value: 'secret' } });
    expect(hidden['name']).toEqual(expect.any(String));
    const [one, two] = ['a', 'b'].map((value) => result('aws:ec2/getVpc:getVpc', { tags: { value } }));
    expect(one?.['id']).toMatch(/^vpc-/);
    expect(one?.['id']).not.toBe(two?.['id']);
  });

  test('a policy document is made of its statements, and of the documents that it is laid over', () => {
    const document = result('aws:iam/getPolicyDocument:getPolicyDocument', {
      sourcePolicyDocuments: ['{"Statement":[{"Effect":"Deny"}]}', 'no JSON'],
      statements: [
        {
          actions: ['sts:AssumeRole'],
          principals: [
            { type: 'Service', identifiers: ['ec2.amazonaws.com'] },
            { type: 'AWS', identifiers: ['a', 'b'] },
          ],
          conditions: [{ test: 'StringEquals', variable: 'aws:region', values: ['x'] }],
        },
      ],
    });
    expect(parsed(textAt(document, 'json'))).toEqual(parsed(textAt(document, 'minifiedJson')));
    expect(parsed(textAt(document, 'json'))).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Deny' },
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRole',
          Principal: { Service: 'ec2.amazonaws.com', AWS: ['a', 'b'] },
          Condition: { StringEquals: { 'aws:region': 'x' } },
        },
      ],
    });
  });

  test('a stored secret is a user and a password, as JSON', () => {
    const version = result('aws:secretsmanager/getSecretVersion:getSecretVersion', { secretId: 'shop' });
    expect(parsed(textAt(version, 'secretString'))).toEqual({
      username: expect.any(String),
      password: expect.any(String),
    });
  });

  test('YAML is decoded, lists taken apart, and what is no YAML answers nothing', () => {
    const text = 'kind: A\n---\n---\nkind: PodList\nitems: [{ kind: B }]\n';
    expect(result('kubernetes:yaml:decode', { text })).toEqual({ result: [{ kind: 'A' }, { kind: 'B' }] });
    expect(result('kubernetes:yaml:decode', { text: '{' })).toEqual({ result: [] });
  });

  test.each(['acme:index:getThing', 'aws:ec2/getNothing:getNothing', 'constructor', ''])(
    '%j answers nothing',
    (token) => {
      expect(result(token, { a: 1 })).toEqual({});
    },
  );
});
