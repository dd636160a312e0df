import fc from 'fast-check';
import { Context } from '../../../lib/checks/context';
import { judge } from '../../../lib/checks/judge';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../../lib/checks/platform';
import { POD_SECURITY } from '../../../lib/checks/pod-security';
import type { Level } from '../../../lib/checks/pod-security/enforcement';
import { isList, isObject, text, type JsonObject } from '../../../lib/manifest/json';
import { referencesIn } from '../../../lib/manifest/references';
import { inventoryOf } from '../../manifest/inventory-of';
import { ApiServer } from '../support/api-server';
import type { ClusterClient } from '../support/client';
import { describeCluster } from '../support/describe-cluster';
import { createNamespace } from '../support/namespace';
import { seeds } from '../support/seeds';
import { podTemplates, type Template } from './generated-pods';

/** The last before, and the first of, each change of the standard. */
const MINORS = [7, 8, 18, 19, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 99];
const VERSIONS = [undefined, 'latest', ...MINORS.map((minor) => `v1.${minor}`)];
const LEVELS: readonly Level[] = ['baseline', 'restricted'];
const EACH = 500;

/** How the API server calls what a rule forbids. */
const REASONS: Readonly<Record<string, string>> = {
  'host-namespaces': 'host namespaces',
  privileged: 'privileged',
  'windows-host-process': 'hostProcess',
  'capabilities-baseline': 'non-default capabilities',
  'host-path-volumes': 'hostPath volumes',
  'host-ports': 'hostPort',
  'host-probes': 'probe or lifecycle host',
  'app-armor-profile': 'forbidden AppArmor profile',
  'se-linux-options': 'seLinuxOptions',
  'proc-mount': 'procMount',
  'seccomp-profile-baseline': 'seccompProfile',
  sysctls: 'forbidden sysctls',
  'restricted-volumes': 'restricted volume types',
  'allow-privilege-escalation': 'allowPrivilegeEscalation != false',
  'run-as-non-root': 'runAsNonRoot != true',
  'run-as-user': 'runAsUser=0',
  'seccomp-profile-restricted': 'seccompProfile',
  'capabilities-restricted': 'unrestricted capabilities',
};

interface Place {
  readonly level: Level;
  readonly version: string | undefined;
  readonly namespace: JsonObject & {
    readonly metadata: { readonly name: string; readonly labels: Record<string, string> };
  };
}

interface Case {
  readonly place: Place;
  readonly template: Template;
}

function placeOf(level: Level, version: string | undefined): Place {
  const labels: Record<string, string> = { 'pod-security.kubernetes.io/enforce': level };
  if (version !== undefined) labels['pod-security.kubernetes.io/enforce-version'] = version;
  const name = `pod-security-${level}-${(version ?? 'none').replace('.', '-')}`;
  return { level, version, namespace: { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } } };
}

const labels = { app: 'it' };

function podOf({ place, template: { annotations = {}, spec } }: Case) {
  const metadata = { name: 'it', namespace: place.namespace.metadata.name, labels, annotations };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec };
}

function deploymentOf({ place, template: { annotations = {}, spec } }: Case) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'it', namespace: place.namespace.metadata.name },
    spec: { selector: { matchLabels: labels }, template: { metadata: { labels, annotations }, spec } },
  };
}

/** What we say: in the pack that holds what a cluster refuses, and nothing else. */
function ours({ place }: Case, object: JsonObject, kubernetesVersion: KubernetesVersion): readonly string[] {
  const inventory = inventoryOf([place.namespace, object]);
  const context = new Context(inventory, referencesIn(inventory), { kubernetesVersion, pack: 'baseline' });
  const { findings } = judge(context, POD_SECURITY);
  return sortedSet(findings.map(({ rule }) => reasonOf(rule.replace('pod-security/', ''), place)));
}

/** At `restricted`, the server gives one reason for what the two levels say of one field. */
function reasonOf(rule: string, { level, version }: Place): string {
  if (level === 'restricted') {
    if (rule === 'host-path-volumes') return 'restricted volume types';
    const isOlder = Number(version?.split('.')[1]) < 22;
    if (rule === 'capabilities-baseline' && !isOlder) return 'unrestricted capabilities';
  }
  return REASONS[rule] ?? rule;
}

/** The controls that a text of the server names, undefined where it speaks of something else. */
function theirs(words: string | undefined): readonly string[] | undefined {
  if (words === undefined) return [];
  const [, violations] = /violates? PodSecurity "[^"]*": (.*)$/s.exec(words) ?? [];
  if (violations === undefined) return undefined;
  return sortedSet(Object.values(REASONS).filter((reason) => `, ${violations}`.includes(`, ${reason}`)));
}

const sortedSet = (texts: readonly string[]): readonly string[] => [...new Set(texts)].sort();

/** With the network of its node, a Pod gets a hostPort for each port that has none, which no manifest shows. */
function withDefaults(reasons: readonly string[], { spec }: Template): readonly string[] {
  const lists = [spec['containers'], spec['initContainers']].flatMap((list) => (isList(list) ? list : []));
  const hasPorts = lists.some((container) => isObject(container) && container['ports'] !== undefined);
  return spec['hostNetwork'] === true && hasPorts ? sortedSet([...reasons, 'hostPort']) : reasons;
}

async function versionOf({ connection }: ClusterClient): Promise<KubernetesVersion> {
  const answer: unknown = JSON.parse((await new ApiServer(connection.server, connection.token).get('/version')).text);
  const minor = isObject(answer) ? text(answer['minor']) : '';
  const known = KUBERNETES_VERSIONS.find((version) => version === `1.${minor}`);
  if (known === undefined) throw new Error(`Nothing is known here of 1.${minor}.`);
  return known;
}

function casesOf(level: Level, seed: number): readonly Case[] {
  const place = fc.constantFrom(...VERSIONS).map((version) => placeOf(level, version));
  return fc.sample(fc.record({ place, template: podTemplates }), { seed, numRuns: EACH });
}

describeCluster('the Pod Security Standards', (client) => {
  let version: KubernetesVersion;

  beforeAll(async () => {
    version = await versionOf(client);
    const places = LEVELS.flatMap((level) => VERSIONS.map((pinned) => placeOf(level, pinned)));
    for (const { namespace } of places)
      await createNamespace(client, namespace.metadata.name, namespace.metadata.labels);
  });

  describe.each(seeds())('of pods from seed %i', (seed) => {
    test.each(LEVELS)('refuse what the API server refuses at %s, for the same reasons', async (level) => {
      const counts = { allowed: 0, refused: 0, otherwise: 0 };
      const seen = new Set<string>();
      const disagreements: unknown[] = [];
      await inTurns(casesOf(level, seed), async (it) => {
        const { refusal } = await client.dryRun(podOf(it));
        const said = theirs(refusal);
        counts[said === undefined ? 'otherwise' : refusal === undefined ? 'allowed' : 'refused']++;
        if (said === undefined) return;
        for (const reason of said) seen.add(reason);
        const expected = withDefaults(ours(it, podOf(it), version), it.template);
        if (said.join() !== expected.join()) disagreements.push({ it, refusal, ours: expected });
      });
      expect(disagreements).toEqual([]);
      expect(counts.allowed).toBeGreaterThan(EACH / 6);
      expect(counts.refused).toBeGreaterThan(EACH / 6);
      expect(counts.otherwise).toBeLessThan(EACH / 6);
      expect(seen.size).toBeGreaterThanOrEqual(11);
    });
  });

  test('warn of the pods of a Deployment, for the same reasons', async () => {
    const disagreements: unknown[] = [];
    let warned = 0;
    await inTurns(casesOf('restricted', 1).slice(0, 100), async (it) => {
      const { refusal, warnings } = await client.dryRun(deploymentOf(it));
      if (refusal !== undefined) return;
      const said = theirs(warnings.find((warning) => warning.includes('PodSecurity'))) ?? [];
      if (said.length > 0) warned++;
      const expected = ours(it, deploymentOf(it), version);
      if (said.join() !== expected.join()) disagreements.push({ it, warnings, ours: expected });
    });
    expect(disagreements).toEqual([]);
    expect(warned).toBeGreaterThan(20);
  });
});

/** Some at a time, as the API server answers several requests at once. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (const item of waiting) await work(item);
    }),
  );
}
