import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as rpc from '@pulumi/pulumi/runtime/rpc';
import { sdkOf } from '../../../lib/pulumi/plan/engine/sdk';
import { WIRE } from '../../../lib/pulumi/plan/engine/wire';
import { SECRET, UNKNOWN, type Plan, type PlannedResource } from '../../../lib/pulumi/plan/plan';
import { planProgram } from '../../../lib/pulumi/plan/program/run';

const folder = join(__dirname, 'programs/protocol');
const sdk = sdkOf(__dirname);

/** What a program in a process of its own says to the engine, once before anything exists, and once after. */
let preview: Plan;
let known: Plan;
let printed = '';

beforeAll(async () => {
  const onConsole = (text: string) => {
    printed += text;
  };
  preview = await planProgram({ folder, mode: 'preview', onConsole });
  known = await planProgram({ folder, mode: 'known' });
}, 60_000);

const prefix = 'urn:pulumi:dev::protocol::';

function named(plan: Plan, type: string, name: string): PlannedResource {
  const found = plan.resources.find((resource) => resource.type === type && resource.name === name);
  if (!found) throw new Error(`There is no ${type} '${name}'.`);
  return found;
}

const database = (plan: Plan) => named(plan, 'aws:rds/instance:Instance', 'db');
const settings = (plan: Plan) => named(plan, 'kubernetes:core/v1:ConfigMap', 'settings');
const thing = (plan: Plan) => named(plan, 'acme:index:Thing', 'thing');
const cluster = `${prefix}aws:eks/cluster:Cluster::cluster`;

describe('the installed SDK', () => {
  it('marks special values with the signatures that the engine reads', () => {
    expect(WIRE).toEqual({
      unknown: rpc.unknownValue,
      signature: rpc.specialSigKey,
      secret: rpc.specialSecretSig,
      output: rpc.specialOutputValueSig,
      resource: rpc.specialResourceSig,
      asset: rpc.specialAssetSig,
      archive: rpc.specialArchiveSig,
    });
  });

  it('has a runner that takes the flags which the engine gives', () => {
    const text = readFileSync(sdk.runner, 'utf8');
    const flags = ['monitor', 'engine', 'organization', 'project', 'stack', 'pwd', 'parallel', 'root-directory'];
    for (const flag of [...flags, 'dry-run']) expect(text).toContain(`"${flag}"`);
  });

  it('has a service for resources whose every method is served, or may be missing', () => {
    const { monitorService, engineService } = sdk.protocol();
    expect(Object.keys(monitorService.ResourceMonitorService).sort()).toEqual([
      'call',
      'getDeploymentInfo', // may be missing: the SDK then asks for features one by one
      'invoke',
      'readResource',
      'registerErrorHook',
      'registerPackage',
      'registerResource',
      'registerResourceHook',
      'registerResourceOutputs',
      'registerStackInvokeTransform',
      'registerStackTransform',
      'signalAndWaitForShutdown',
      'supportsFeature',
    ]);
    expect(Object.keys(engineService.EngineService).sort()).toEqual([
      'getRootResource',
      'log',
      'requirePulumiVersion',
      'setRootResource',
      'startDebugging', // only debuggers ask for it
    ]);
  });
});

describe('a program over the protocol', () => {
  it('registers all its resources under the URNs of the real engine, in both modes', () => {
    const urns = [
      `${prefix}pulumi:pulumi:Stack::protocol-dev`,
      cluster,
      `${prefix}pulumi:providers:aws::frankfurt`,
      `${prefix}aws:rds/instance:Instance::db`,
      `${prefix}pulumi:providers:kubernetes::cluster`,
      `${prefix}acme:web:Site::site`,
      `${prefix}acme:web:Site$kubernetes:core/v1:ConfigMap::settings`,
      `${prefix}kubernetes:core/v1:ConfigMap::typed`,
      `${prefix}aws:s3/bucket:Bucket::logs`,
      `${prefix}aws:s3/bucket:Bucket::existing`,
      `${prefix}pulumi:pulumi:StackReference::acme/network/dev`,
      `${prefix}acme:index:Thing::thing`,
    ].sort();
    expect(preview.resources.map(({ urn }) => urn).sort()).toEqual(urns);
    expect(known.resources.map(({ urn }) => urn).sort()).toEqual(urns);
  });

  it('tells custom resources, components and readings apart', () => {
    const kinds = (read: boolean, custom: boolean) =>
      preview.resources.filter((item) => item.read === read && item.custom === custom).map(({ name }) => name);
    expect(kinds(false, false).sort()).toEqual(['protocol-dev', 'site']);
    expect(kinds(true, true).sort()).toEqual(['acme/network/dev', 'existing']);
  });

  it('names parents and providers, those that components hand down too', () => {
    expect(settings(preview).parent).toBe(`${prefix}acme:web:Site::site`);
    expect(settings(preview).provider).toBe(`${prefix}pulumi:providers:kubernetes::cluster`);
    expect(database(preview).provider).toBe(`${prefix}pulumi:providers:aws::frankfurt`);
    expect(database(known).provider).toBe(`${prefix}pulumi:providers:aws::frankfurt`);
    expect(named(preview, 'aws:s3/bucket:Bucket', 'logs').provider).toBeUndefined();
    expect(named(preview, 'pulumi:pulumi:Stack', 'protocol-dev').parent).toBeUndefined();
  });

  it('leaves what does not exist yet unknown in a preview, and makes it up when everything is known', () => {
    // The SDK hands an input with something unknown in it to transforms as unknown altogether.
    expect(settings(preview).inputs['data']).toEqual(UNKNOWN);
    expect(settings(known).inputs['data']).toEqual({ HOST: expect.stringContaining('db') });
    expect(named(preview, 'aws:s3/bucket:Bucket', 'logs').inputs['bucket']).toEqual(UNKNOWN);
    expect(named(known, 'aws:s3/bucket:Bucket', 'logs').inputs['bucket']).toBe('logs-db-id');
    expect(preview.outputs['host']).toEqual(UNKNOWN);
    expect(known.outputs['host']).toEqual(expect.stringContaining('db'));
  });

  it('keeps dependencies in both modes, whole and by property', () => {
    const existing = `${prefix}aws:s3/bucket:Bucket::existing`;
    const network = `${prefix}pulumi:pulumi:StackReference::acme/network/dev`;
    for (const plan of [preview, known]) {
      expect(thing(plan).propertyDependencies).toMatchObject({ arn: [existing], subnet: [network] });
      expect(thing(plan).dependencies).toEqual(expect.arrayContaining([existing, network]));
      expect(named(plan, 'pulumi:providers:kubernetes', 'cluster').dependencies).toEqual([cluster]);
      expect(settings(plan).dependencies).toEqual([database(plan).urn]);
    }
  });

  it('lets a dependency on a component be one on what is in it', () => {
    expect(named(preview, 'kubernetes:core/v1:ConfigMap', 'typed').dependencies).toEqual([settings(preview).urn]);
  });

  it('takes the options over', () => {
    expect(named(preview, 'aws:eks/cluster:Cluster', 'cluster').protect).toBe(true);
    expect(database(preview)).toMatchObject({ protect: false, retainOnDelete: true, deleteBeforeReplace: true });
    expect(database(preview).additionalSecretOutputs).toEqual(expect.arrayContaining(['endpoint', 'password']));
    expect(named(preview, 'kubernetes:core/v1:ConfigMap', 'typed').deletedWith).toBe(cluster);
    expect(settings(preview)).toMatchObject({
      ignoreChanges: ['metadata.labels'],
      replaceOnChanges: ['data'],
      customTimeouts: { create: '20m0s', delete: '1m30s' },
      version: '4.34.2',
    });
  });

  it('reads aliases as earlier types, or as the URNs that they stand for', () => {
    expect(settings(preview).aliases).toEqual([
      'kubernetes:core/v1beta1:ConfigMap',
      `${prefix}acme:web:Site$kubernetes:core/v1:ConfigMap::old`,
      `${prefix}kubernetes:core/v1:ConfigMap::settings`,
    ]);
  });

  it('runs the transforms of resources, of their parents and of the stack', () => {
    expect(settings(preview).inputs['extra']).toBe('yes');
    expect(named(preview, 'aws:s3/bucket:Bucket', 'logs').inputs['tags']).toEqual({ team: 'a' });
    expect(printed).toContain('call aws:index/getCallerIdentity:getCallerIdentity');
  });

  it('answers calls of functions and readings even in a preview, as they do not wait for anything new', () => {
    expect(thing(preview).inputs['account']).toMatch(/^\d{12}$/);
    expect(thing(preview).inputs['arn']).toMatch(/^arn:aws:s3:/);
  });

  it('makes the outputs of other stacks up only when everything is known', () => {
    expect(thing(preview).inputs['subnet']).toEqual(UNKNOWN);
    expect(thing(known).inputs['subnet']).toBe('subnetId-of-acme/network/dev');
  });

  it('writes assets as what they are made of, and resources as their URNs', () => {
    expect(thing(preview).inputs).toMatchObject({
      file: { $asset: { text: 'hello' } },
      archive: { $archive: { assets: { a: { $asset: { path: 'package.json' } } } } },
      reference: `${prefix}aws:s3/bucket:Bucket::logs`,
    });
  });

  it('reads the configuration of the stack over that of the project', () => {
    expect(thing(preview).inputs['settings']).toEqual({
      region: 'eu-west-1',
      replicas: 2,
      zones: ['a', 'b'],
      version: '1.10',
      limits: SECRET,
    });
  });

  it('marks secrets, and has none of them anywhere', () => {
    expect(database(known).inputs['password']).toEqual(SECRET);
    expect(known.outputs['endpoint']).toEqual(SECRET);
    expect(known.messages.map(({ text }) => text).join('\n')).toContain('The password is');
    expect(JSON.stringify([preview, known])).not.toContain('placeholder-of');
  });

  it('says what is no real secret, and what the program says', () => {
    expect(preview.messages).toContainEqual({
      severity: 'info',
      text: "The secret 'protocol:password' cannot be decrypted here: a placeholder stands for it.",
      urn: undefined,
    });
    expect(preview.messages).toContainEqual({
      severity: 'warning',
      text: expect.stringMatching(/^The password is .*\[secret\]/),
      urn: `${prefix}acme:web:Site::site`,
    });
    expect(preview.messages).toHaveLength(3);
  });

  it('exports plain values as they are', () => {
    expect(preview.outputs['plain']).toEqual([1, 'two', { three: null }]);
  });
});
