import fc from 'fast-check';
import type { Check } from '../../../lib/checks/check';
import { METADATA } from '../../../lib/checks/metadata';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../../lib/checks/platform';
import { SCHEMA } from '../../../lib/checks/schema';
import { VALIDATION } from '../../../lib/checks/validation';
import { isList, isObject, valueAt, type Json, type JsonObject, type JsonPath } from '../../../lib/manifest/json';
import { judgedBy } from '../../checks/judged';
import { inventoryOf } from '../../manifest/inventory-of';
import { ApiServer } from '../support/api-server';
import type { ClusterClient } from '../support/client';
import { describeCluster } from '../support/describe-cluster';
import { at } from '../support/fields';
import { isManifest, type Manifest } from '../support/manifest';
import { createNamespace } from '../support/namespace';
import { seeds } from '../support/seeds';
import { waitFor } from '../support/wait';
import { custom, definition, NAMESPACE, objects } from './schema-objects';

const CASES = 500;
const AT_ONCE = 8;

/** What becomes of a value. */
const CHANGES: Readonly<Record<string, (value: Json) => Json | undefined>> = {
  absent: () => undefined,
  null: () => null,
  number: () => 7,
  fraction: () => 1.5,
  huge: () => 2 ** 40,
  zero: () => 0,
  negative: () => -1,
  truth: () => true,
  text: () => 'zzz',
  'empty text': () => '',
  'text of a number': () => '7',
  'a quantity with a wrong unit': () => '1 GB',
  'an empty list': () => [],
  'a list of nothing': () => [null],
  'an empty map': () => ({}),
  'another case': (value) => (typeof value === 'string' ? value.toUpperCase() : value),
  'in a list': (value) => [value],
  'in a map': (value) => ({ value }),
};

/** One change of an object that the server takes. */
interface Case {
  readonly title: string;
  readonly manifest: Manifest;
}

const all: readonly Manifest[] = [...objects, custom];

/** What the client itself needs to find the place of an object. */
const FIXED: readonly string[] = ['/apiVersion', '/kind', '/metadata', '/metadata/name', '/metadata/namespace'];

function* pathsIn(value: Json | undefined, path: JsonPath = []): Iterable<JsonPath> {
  if (path.length > 0) yield path;
  if (isList(value)) for (const index of value.keys()) yield* pathsIn(value[index], [...path, index]);
  else if (isObject(value)) for (const key of Object.keys(value)) yield* pathsIn(value[key], [...path, key]);
}

/** A copy in which the value at a path is another one, or stands under another key. */
function changed(manifest: Manifest, path: JsonPath, change: string): Case {
  const copy: unknown = structuredClone(manifest);
  const last = path.at(-1) ?? '';
  const parent = valueAt(asJson(copy), path.slice(0, -1));
  const value = valueAt(asJson(copy), path) ?? null;
  if (typeof parent !== 'object' || parent === null) throw new Error(`Nothing has ${path.join('.')}.`);
  if (change === 'renamed') {
    Reflect.deleteProperty(parent, last);
    Reflect.set(parent, `${last}x`, value);
  } else {
    const other = CHANGES[change]?.(value);
    if (other === undefined && typeof last === 'string') Reflect.deleteProperty(parent, last);
    else Reflect.set(parent, last, other ?? null);
  }
  if (!isManifest(copy)) throw new Error('The change left no object.');
  return { title: `${manifest.kind} ${path.join('.')}: ${change}`, manifest: copy };
}

const cases: fc.Arbitrary<Case> = fc
  .constantFrom(...all)
  .chain((manifest) => {
    const paths = [...pathsIn(asJson(manifest))].filter((path) => !FIXED.includes(`/${path.join('/')}`));
    return fc.tuple(
      fc.constant(manifest),
      fc.constantFrom(...paths),
      fc.constantFrom('renamed', ...Object.keys(CHANGES)),
    );
  })
  .map(([manifest, path, change]) => changed(manifest, path, change));

function asJson(value: unknown): JsonObject {
  if (!isObject(value)) throw new Error('This is no object.');
  return value;
}

function errorsOf(checks: readonly Check[], manifest: Manifest, kubernetesVersion: KubernetesVersion) {
  const platform = { kubernetesVersion, definitions: [asJson(definition)] };
  return checks
    .flatMap((check) => judgedBy(check, inventoryOf([asJson(manifest)]), platform))
    .filter(({ severity }) => severity === 'error')
    .map(({ rule, pointer, message }) => `${rule} ${pointer ?? ''} ${message}`);
}

/** What of a refusal has to be found: what cannot be decoded, what is missing, and what is not among the values. */
const OURS =
  /strict decoding error|cannot unmarshal|quantities must|illegal base64|parsing time|Required value|Unsupported value/;

/** What of it is not for these rules. */
const LEFT_OUT: readonly (readonly [reason: string, refusal: RegExp])[] = [
  [
    'what the root of a schema may have beside a status',
    /CustomResourceDefinition.*if the status subresource is enabled/,
  ],
  ['the metadata of an object in an object', /Widget.*spec\.template\.metadata/],
  ['what depends on another field', /FlowSchema|PriorityLevelConfiguration|exactly one of url or service is required/],
  [
    'what depends on another field',
    /matchConstraints\.resourceRules: Required value|when `operator` is 'In' or 'NotIn'/,
  ],
  ['what an empty text is in a list of texts', /\[\d+\]: Required value/],
  ['what a claim in a template makes of its pods', /persistentVolumeClaim\.claimName: Required value/],
  ['numbers that have to be other than 0', /(?:containerPort|maxReplicas): Required value/],
];

/** Where we refuse what the server takes. */
const STRICTER: readonly (readonly [reason: string, title: RegExp, before?: KubernetesVersion])[] = [
  ['the server takes an empty policy for none', /^StorageClass reclaimPolicy: empty text$/],
  ['the server takes any list for a time', /^Widget spec\.since: (?:an empty list|a list of nothing|in a list)$/],
  ['it only looked at the pods when they were made', /^StatefulSet spec\.(?:template|volumeClaimTemplates)/, '1.36'],
];

function isStricter(title: string, version: KubernetesVersion): boolean {
  return STRICTER.some(
    ([, known, before]) => known.test(title) && (before === undefined || Number(version) < Number(before)),
  );
}

async function versionOf({ connection }: ClusterClient): Promise<KubernetesVersion> {
  const answer: unknown = JSON.parse((await new ApiServer(connection.server, connection.token).get('/version')).text);
  const known = KUBERNETES_VERSIONS.find((version) => version === `1.${at.string(answer, 'minor')}`);
  if (known === undefined) throw new Error(`Nothing is known here of ${JSON.stringify(answer)}.`);
  return known;
}

/** Where our verdict on a case is not the server's. */
async function disagreement(client: ClusterClient, { title, manifest }: Case, version: KubernetesVersion) {
  const { refusal } = await client.dryRun(manifest);
  const ours = errorsOf(SCHEMA, manifest, version);
  if (refusal === undefined) {
    const isKnown = ours.length === 0 || isStricter(title, version);
    return isKnown ? undefined : `${title}\n  we say ${ours.join('\n  ')}\n  and the server takes it`;
  }
  const isFound = ours.length > 0 || errorsOf([...METADATA, ...VALIDATION], manifest, version).length > 0;
  const isLeftOut = !OURS.test(refusal) || LEFT_OUT.some(([, known]) => known.test(refusal));
  return isFound || isLeftOut ? undefined : `${title}\n  we say nothing\n  and the server ${refusal}`;
}

describeCluster('what the schema says is what the API server says', (client) => {
  beforeAll(async () => {
    await createNamespace(client, NAMESPACE);
    await client.create(definition);
    await waitFor('the kind of the definition', async () => {
      const { refusal } = await client.dryRun(custom);
      return refusal === undefined ? { value: true } : { waitingFor: refusal };
    });
  });

  test.each(all.map((manifest) => [manifest.kind, manifest] as const))('both take a %s', async (_, manifest) => {
    expect(await client.dryRun(manifest)).toMatchObject({ refusal: undefined });
    expect(errorsOf(SCHEMA, manifest, await versionOf(client))).toEqual([]);
  });

  test.each(seeds())('objects with one change each (seed %i)', async (seed) => {
    const version = await versionOf(client);
    const left = fc.sample(cases, { seed, numRuns: CASES });
    const disagreements: (string | undefined)[] = [];
    const worker = async () => {
      for (let next = left.pop(); next; next = left.pop())
        disagreements.push(await disagreement(client, next, version));
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));

    expect(disagreements).toHaveLength(CASES);
    expect(disagreements.filter((text) => text !== undefined)).toEqual([]);
  });
});
