import fc from 'fast-check';
import { findingOf } from '../../../lib/checks/check';
import { Context } from '../../../lib/checks/context';
import { METADATA } from '../../../lib/checks/metadata';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../../lib/checks/platform';
import { SCHEMA } from '../../../lib/checks/schema';
import { VALIDATION } from '../../../lib/checks/validation';
import type { Finding } from '../../../lib/manifest/finding';
import { isObject, text, type JsonObject } from '../../../lib/manifest/json';
import { referencesIn } from '../../../lib/manifest/references';
import { inventoryOf } from '../../manifest/inventory-of';
import { ApiServer } from '../support/api-server';
import type { ClusterClient, Verdict } from '../support/client';
import { describeCluster } from '../support/describe-cluster';
import { isManifest } from '../support/manifest';
import { createNamespace } from '../support/namespace';
import { seeds } from '../support/seeds';
import { BASES, edited, WARNED, type Base, type Value } from './validation-objects';

const CHECKS = [...METADATA, ...SCHEMA, ...VALIDATION];
const PAIRS = 120;
const AT_ONCE = 16;

interface Case {
  readonly title: string;
  readonly object: JsonObject;
}

interface Difference {
  readonly title: RegExp;
  /** The last version that differs. */
  readonly until: KubernetesVersion;
  readonly why: string;
}

/** Where our word and the server's differ. */
const DIFFERENCES: readonly Difference[] = [
  {
    title: /^statefulSet: .*spec\.volumeClaimTemplates\.0/,
    until: '1.33',
    why: 'older versions take the template, and then cannot make its claims',
  },
  {
    title: /"onPodConditions":\[\{"type":"DisruptionTarget"\}\]/,
    until: '1.35',
    why: 'the published schema asks for what the server has a default for',
  },
];

/** Where the server names another field than ours, and why. */
const ELSEWHERE: readonly (readonly [title: RegExp, why: string])[] = [
  [/fieldRef":\{"apiVersion"/, 'it reads the path in the wrong version, and we say that the version is wrong'],
  [/^\w+: .*tolerations/, 'it names the operator, and we the value that does not go with it'],
  [/"namespaces":\["A"\]/, 'it leaves out a letter'],
  [/^service: .*clusterIP/, 'it has copied the one address into the list'],
  [/^statefulSet: .*volumeClaimTemplates\.0\.metadata/, 'it speaks of the volume that the claim becomes'],
  [/^autoscalerV1/, 'it has turned the object into the newer version'],
  [/^secret: .*stringData/, 'it has moved the value into `data`'],
  [/^generated\w+: metadata\.generateName/, 'it speaks of the name that it has made'],
];

/** The fields that a refusal names, step by step. Dots and slashes in keys cannot be told from those of the path. */
function fieldsIn(refusal: string): readonly (readonly string[])[] {
  const named = refusal.matchAll(
    /([A-Za-z][A-Za-z0-9]*(?:\.[A-Za-z0-9]+|\[[^\]]+\])*): (?:Invalid|Required|Duplicate|Unsupported|Forbidden|Not found|Too)/g,
  );
  return [...named].map(([, path = '']) => stepsOf(path));
}

function stepsOf(path: string): readonly string[] {
  return path
    .toLowerCase()
    .split(/[/.[\]]|~1/)
    .filter((step) => step !== '');
}

/** Whether one path is the other with some steps left out, as the server does. */
function isNear(a: readonly string[], b: readonly string[]): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  let next = 0;
  for (const step of long) if (step === short[next]) next++;
  return next === short.length;
}

function findingsIn(object: JsonObject, kubernetesVersion: KubernetesVersion): readonly Finding[] {
  const inventory = inventoryOf([object]);
  const context = new Context(inventory, referencesIn(inventory), { kubernetesVersion });
  return CHECKS.flatMap((check) => check.judge(context))
    .filter(({ rule, pack }) => (pack ?? rule.pack) === 'baseline')
    .map(findingOf);
}

async function versionOf(client: ClusterClient): Promise<KubernetesVersion> {
  const { server, token } = client.connection;
  const answer: unknown = JSON.parse((await new ApiServer(server, token).get('/version')).text);
  const minor = isObject(answer) ? text(answer['minor']) : '';
  const version = KUBERNETES_VERSIONS.find((each) => each === `1.${minor}`);
  if (!version) throw new Error(`Nobody knows Kubernetes 1.${minor}.`);
  return version;
}

function isAfter(version: KubernetesVersion, other: KubernetesVersion): boolean {
  return KUBERNETES_VERSIONS.indexOf(version) > KUBERNETES_VERSIONS.indexOf(other);
}

interface Edit {
  readonly base: string;
  readonly path: string;
  readonly value: Value;
}

function editsOf(base: string, edits: Base['edits']): readonly Edit[] {
  return Object.entries(edits).flatMap(([path, values]) => values.map((value) => ({ base, path, value })));
}

const EDITS = Object.entries(BASES).flatMap(([base, { edits }]) => editsOf(base, edits));
const WARNINGS = Object.entries(WARNED).flatMap(([base, edits]) => editsOf(base, edits));

/** The template of a Deployment holds what a Pod does. */
const ALONE = EDITS.filter(({ base, path }) => base !== 'deployment' || !path.startsWith('spec.template.spec.'));

function caseOf(...edits: readonly Edit[]): Case {
  const [first] = edits;
  const base = first && BASES[first.base];
  if (!base) throw new Error('There is no such object.');
  const object = edits.reduce<JsonObject>((before, { path, value }) => {
    const after = edited(before, path.split('.'), value);
    if (!isObject(after)) throw new Error('This is no object.');
    return after;
  }, base.object);
  const title = edits.map(({ path, value }) => `${path} = ${JSON.stringify(value ?? null).slice(0, 150)}`).join('; ');
  return { title: `${first.base}: ${title}`, object };
}

async function inBatches<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let index = 0; index < items.length; index += AT_ONCE)
    results.push(...(await Promise.all(items.slice(index, index + AT_ONCE).map(work))));
  return results;
}

async function said(client: ClusterClient, { object }: Case): Promise<Verdict> {
  const manifest: unknown = structuredClone(object);
  if (!isManifest(manifest)) throw new Error('This is no manifest.');
  return client.dryRun(manifest);
}

describeCluster('what the API server refuses', (client) => {
  let version: KubernetesVersion;
  beforeAll(async () => {
    version = await versionOf(client);
    await createNamespace(client, 'validation');
  });

  /** Where the server sees the mistake and we do not, and the other way round. */
  function misplaced(each: Case, refusal: string, errors: readonly Finding[]): readonly string[] {
    const theirs = fieldsIn(refusal);
    const ours = errors.flatMap(({ pointer }) => (pointer === undefined ? [] : [pointer]));
    const isThere = theirs.some((a) => ours.some((b) => isNear(a, stepsOf(b))));
    if (theirs.length === 0 || isThere || ELSEWHERE.some(([title]) => title.test(each.title))) return [];
    return [`${each.title}\n  server: ${theirs.map((steps) => steps.join('/')).join(' ')}\n  ours: ${ours.join(' ')}`];
  }

  async function disagreements(cases: readonly Case[]): Promise<readonly string[]> {
    const verdicts = await inBatches(cases, async (each) => said(client, each));
    return cases.flatMap((each, index) => {
      const refusal = verdicts[index]?.refusal;
      const errors = findingsIn(each.object, version).filter(({ severity }) => severity === 'error');
      if (refusal !== undefined && errors.length > 0) return misplaced(each, refusal, errors);
      if (refusal === undefined && errors.length === 0) return [];
      if (DIFFERENCES.some(({ title, until }) => title.test(each.title) && !isAfter(version, until))) return [];
      const ours = errors.map(({ rule, message }) => `${rule}: ${message}`).join(' | ');
      return [`${each.title}\n  server: ${refusal?.slice(0, 300)}\n  ours: ${ours}`];
    });
  }

  test('every field on its own is judged alike', async () => {
    const found = await disagreements([
      ...Object.values(BASES).map(({ object }, i) => ({ title: `base ${i}`, object })),
      ...ALONE.map((edit) => caseOf(edit)),
    ]);

    expect(found.join('\n')).toBe('');
  });

  test.each(seeds())('two fields together are judged alike (seed %i)', async (seed) => {
    const base = fc.constantFrom(...Object.keys(BASES));
    const pair = base.chain((name) => {
      const edits = EDITS.filter((edit) => edit.base === name);
      return fc.tuple(fc.constantFrom(...edits), fc.constantFrom(...edits));
    });
    const cases = fc.sample(pair, { seed, numRuns: PAIRS }).map((edits) => caseOf(...edits));
    const found = await disagreements(cases);

    expect(found.join('\n')).toBe('');
  });

  test('where the server warns, so do we', async () => {
    const cases = WARNINGS.map((edit) => caseOf(edit));
    const verdicts = await inBatches(cases, async (each) => said(client, each));
    const found = cases.flatMap((each, index) => {
      const { refusal, warnings = [] } = verdicts[index] ?? {};
      const ours = findingsIn(each.object, version);
      if (refusal === undefined && warnings.length > 0 === ours.length > 0) return [];
      const said = ours.map(({ rule, message }) => `${rule}: ${message}`).join(' | ');
      return [`${each.title}\n  server: ${refusal ?? ''} ${warnings.join(' | ')}\n  ours: ${said}`];
    });

    expect(found.join('\n')).toBe('');
  });
});
