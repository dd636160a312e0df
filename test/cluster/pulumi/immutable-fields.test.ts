import { builtInKinds } from '../../../lib/checks/schema/api';
import { isObject, type Json, type JsonObject } from '../../../lib/manifest/json';
import { groupOf, kindName } from '../../../lib/manifest/kinds';
import { immutableFields } from '../../../lib/pulumi/kinds/immutable-fields';
import { ApiServer } from '../support/api-server';
import type { ClusterClient } from '../support/client';
import { describeCluster } from '../support/describe-cluster';
import { at } from '../support/fields';
import { isManifest, type Manifest } from '../support/manifest';
import { createNamespace } from '../support/namespace';
import { waitFor } from '../support/wait';
import { refusalOf } from './dry-run';
import { NAMESPACE, MINOR, SAMPLES, With, type Value } from './immutable-objects';

const ALWAYS = ['metadata.name', 'metadata.namespace'];

function stepsOf(path: string): readonly string[] {
  return path.split(/[.[\]]+/).filter((step) => step !== '');
}

/** Whether a path is meant by a property path of the table. */
function covers(field: string, path: string): boolean {
  const steps = stepsOf(path);
  return stepsOf(field).every((step, index) => step === '*' || step === steps[index]);
}

function fieldsOf(manifest: Manifest): readonly string[] {
  return immutableFields({ kind: kindName(groupOf(manifest.apiVersion), manifest.kind), manifest: json(manifest) });
}

function isImmutable(manifest: Manifest, path: string): boolean {
  return fieldsOf(manifest).some((field) => covers(field, path));
}

function json(value: unknown): JsonObject {
  if (!isObject(value)) throw new Error('This is no object.');
  return value;
}

function edited(object: Manifest, path: string, edit: Value | With): Manifest {
  const copy = structuredClone(object);
  const changes = edit instanceof With ? { ...edit.also, [path]: edit.value } : { [path]: edit };
  for (const [field, value] of Object.entries(changes)) {
    const steps = stepsOf(field);
    const last = steps.at(-1) ?? '';
    const parent = steps.slice(0, -1).reduce<unknown>((place, step) => {
      if (typeof place !== 'object' || place === null) throw new Error(`Nothing has ${field}.`);
      if (!Object.hasOwn(place, step)) Reflect.set(place, step, {});
      return Reflect.get(place, step);
    }, copy);
    if (typeof parent !== 'object' || parent === null) throw new Error(`Nothing has ${field}.`);
    if (value === undefined) Reflect.deleteProperty(parent, last);
    else Reflect.set(parent, last, value);
  }
  if (!isManifest(copy)) throw new Error('The change left no object.');
  return copy;
}

/** Where the table's word on a field is not the server's. */
async function disagreement(client: ClusterClient, object: Manifest, [path, edit]: [string, Value | With]) {
  const changed = edited(object, path, edit);
  const { refusal: invalid } = await client.dryRun(changed);
  // What the object itself has already, in its own name, is all that is wrong with a good example.
  if (invalid !== undefined && !/AlreadyExists|already allocated/.test(invalid))
    return `${path} is a bad example: ${invalid}`;
  const refusal = await refusalOf(client, changed);
  if (isImmutable(changed, path) === (refusal !== undefined)) return undefined;
  return `${path} ${refusal === undefined ? 'can be changed' : `cannot be changed: ${refusal}`}`;
}

/** Whether the server has all that the samples have. */
async function hasAll(client: ClusterClient): Promise<boolean> {
  return Number(at.string(await answerOf(client, '/version'), 'minor')) >= MINOR;
}

async function answerOf({ connection }: ClusterClient, path: string): Promise<unknown> {
  const { status, text } = await new ApiServer(connection.server, connection.token).get(path);
  return status === 404 ? undefined : JSON.parse(text);
}

/** The fields that the server knows of a kind, and of its `spec`; undefined where it does not serve the kind. */
async function knownFields(client: ClusterClient, { apiVersion, kind }: Manifest) {
  const api = apiVersion.includes('/') ? `apis/${apiVersion}` : `api/${apiVersion}`;
  const schemas = at.value(await answerOf(client, `/openapi/v3/${api}`), 'components', 'schemas');
  const root = Object.values(isObject(schemas) ? schemas : {}).find((schema) =>
    at.list(schema, 'x-kubernetes-group-version-kind').some((each) => at.string(each, 'kind') === kind),
  );
  return root === undefined ? undefined : fieldsIn(root, (name) => at.value(schemas, name));
}

function fieldsIn(root: Json, schemaOf: (name: string) => unknown): readonly string[] {
  const properties = (schema: unknown) => Object.entries(json(at.value(schema, 'properties') ?? {}));
  return properties(root)
    .filter(([name]) => !['apiVersion', 'kind', 'metadata', 'status'].includes(name))
    .flatMap(([name, schema]) => {
      const reference = at.string(schema, 'allOf', 0, '$ref') ?? at.string(schema, '$ref') ?? '';
      const inner = name === 'spec' ? properties(schemaOf(reference.replace(/.*\//, ''))) : [];
      return inner.length === 0 ? [name] : inner.map(([field]) => `${name}.${field}`);
    });
}

describeCluster('what cannot be changed is what the API server does not let change', (client) => {
  beforeAll(async () => {
    await createNamespace(client, NAMESPACE);
    // Pods may be made once they have an account.
    const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'default', namespace: NAMESPACE } };
    if (!(await client.find(account))) await client.create(account);
  });

  describe.each(SAMPLES.map((sample, index) => [sample.object.kind, index, sample] as const))(
    '%s',
    (_, index, sample) => {
      const { metadata } = sample.object;
      const unique = metadata.name === 'web' ? { ...metadata, name: `web-${index}` } : metadata;
      const object: Manifest = { ...sample.object, metadata: unique };

      test('every field is known as one that can or cannot be changed', async () => {
        const tried = [...Object.keys(sample.edits), ...Object.keys(sample.untried ?? {})];
        const known = await knownFields(client, object);
        if (known === undefined) expect(await hasAll(client)).toBe(false);
        expect(known?.filter((field) => !tried.some((path) => covers(field, path))) ?? []).toEqual([]);
      });

      test('the table says what the server says', async () => {
        if ((await knownFields(client, object)) === undefined) return;
        await client.apply(object);
        if (object.kind === 'CustomResourceDefinition') await established(client, object);
        const found: (string | undefined)[] = [];
        const later = (await hasAll(client)) ? [] : (sample.later ?? []);
        for (const edit of Object.entries(sample.edits).filter(([path]) => !later.includes(path)))
          found.push(await disagreement(client, object, edit));
        await client.delete(object);
        expect(found.filter((text) => text !== undefined)).toEqual([]);
      });

      test('every field of the table is tried', () => {
        const tried = [...Object.keys(sample.edits), ...Object.keys(sample.untried ?? {})];
        const fields = fieldsOf(object).filter((field) => !ALWAYS.includes(field) && field !== 'immutable');
        expect(fields.filter((field) => !tried.some((path) => covers(field, path) || covers(path, field)))).toEqual([]);
      });
    },
  );

  // While a ServiceCIDR comes or goes, no Service of any other test gets an address.
  test('every kind with fields that cannot be changed is tried, save one', () => {
    const tried = SAMPLES.map(({ object }) => kindName(groupOf(object.apiVersion), object.kind));
    const kinds = [...builtInKinds()].flatMap(([version, names]) =>
      names.map((name) => kindName(groupOf(version), name)),
    );
    const fixed = kinds.filter((kind) => immutableFields({ kind, manifest: {} }).length > ALWAYS.length);
    expect([...new Set(fixed)].filter((kind) => !tried.includes(kind))).toEqual(['ServiceCIDR.networking.k8s.io']);
    expect(fixed.length).toBeGreaterThan(20);
  });

  test.each([
    ['Deployment', 'strategy', 'Recreate'],
    ['StatefulSet', 'updateStrategy', 'OnDelete'],
  ])('a %s keeps the parameters of a %s that the server has added', async (kind, field, type) => {
    const labels = { app: 'web' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'web', image: 'registry.example/web:1' }] } };
    const object: Manifest = {
      apiVersion: 'apps/v1',
      kind,
      metadata: { name: 'strategy', namespace: NAMESPACE },
      spec: { replicas: 0, selector: { matchLabels: labels }, template },
    };
    await client.apply(object);
    // They belong to nobody, so that nobody takes them away: write them out where the type may change one day.
    expect(await refusalOf(client, edited(object, `spec.${field}`, { type }))).toMatch('rollingUpdate');
    await client.delete(object);
  });

  describe.each(['ConfigMap', 'Secret'])('an immutable %s', (kind) => {
    const object: Manifest = {
      apiVersion: 'v1',
      kind,
      metadata: { name: 'fixed', namespace: NAMESPACE },
      data: { a: 'YQ==' },
      immutable: true,
    };

    test('keeps its data, and stays immutable', async () => {
      await client.apply(object);
      for (const [path, value] of [
        ['data', { a: 'Yg==' }],
        ['immutable', undefined],
        ['immutable', false],
      ] as const) {
        const changed = edited(object, path, value);
        expect([path, isImmutable(changed, path)]).toEqual([path, true]);
        expect(await refusalOf(client, changed)).toMatch('immutable');
      }
    });

    test('was one that was not', async () => {
      const before = { ...edited(object, 'immutable', undefined), metadata: { ...object.metadata, name: 'free' } };
      await client.apply(before);
      const after = edited(before, 'immutable', true);
      expect(isImmutable(after, 'immutable')).toBe(false);
      expect(await refusalOf(client, after)).toBeUndefined();
    });
  });
});

async function established(client: ClusterClient, definition: Manifest): Promise<void> {
  await waitFor('the definition', async () => {
    const condition = at.condition(await client.get(definition), 'Established');
    return condition === 'True' ? { value: true } : { waitingFor: `Established: ${condition ?? 'unknown'}` };
  });
}
