import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Check } from '../../../lib/checks/check';
import { Context } from '../../../lib/checks/context';
import { KUBERNETES_VERSIONS, type KubernetesVersion } from '../../../lib/checks/platform';
import { limitRangeViolated } from '../../../lib/checks/quota/limit-range-violated';
import { limitRangesIn, possibleDefaults } from '../../../lib/checks/quota/limit-ranges';
import { quotaExceeded } from '../../../lib/checks/quota/quota-exceeded';
import { quotaRequestMissing } from '../../../lib/checks/quota/quota-request-missing';
import type { JsonObject } from '../../../lib/manifest/json';
import { referencesIn } from '../../../lib/manifest/references';
import { judgedBy } from '../../checks/judged';
import { inventoryOf } from '../../manifest/inventory-of';
import { ApiServer } from '../support/api-server';
import type { ClusterClient } from '../support/client';
import { describeCluster } from '../support/describe-cluster';
import { at } from '../support/fields';
import { seeds } from '../support/seeds';
import { boundedNamespace, limitRangeIn, objectIn, quotaIn, type Placed } from './bounded-namespaces';
import { countedObjects, limits, objectQuotas, podQuotas, podSpecs } from './generated-resources';

const NAMESPACES = 9;
const CASES = 12;

async function versionOf({ connection }: ClusterClient): Promise<KubernetesVersion> {
  const answer: unknown = JSON.parse((await new ApiServer(connection.server, connection.token).get('/version')).text);
  const known = KUBERNETES_VERSIONS.find((version) => version === `1.${at.string(answer, 'minor')}`);
  if (known === undefined) throw new Error(`Nothing is known here of ${JSON.stringify(answer)}.`);
  return known;
}

function contextOf(objects: readonly Placed[]): Context {
  const inventory = inventoryOf(objects);
  return new Context(inventory, referencesIn(inventory));
}

const CHECKS: readonly Check[] = [limitRangeViolated, quotaRequestMissing, quotaExceeded];

/**
 * Whether nothing that bounds the namespace refuses an object. Amounts below 1m are rounded up one by one, so that what
 * containers request together may be more than the pod as a whole does by default: the pod refuses that, not its place.
 */
function isTaken(refusal: string | undefined): boolean {
  return refusal === undefined || refusal.includes('must be greater than or equal to aggregate container requests');
}

/** Where our verdict is not the server's. */
async function disagreement(
  client: ClusterClient,
  objects: readonly Placed[],
  version: KubernetesVersion,
): Promise<string | undefined> {
  const inventory = inventoryOf(objects);
  const found = CHECKS.flatMap((check) => judgedBy(check, inventory, { kubernetesVersion: version }));
  const ours = found.map(({ message }) => message);
  const last = objects.at(-1);
  const { refusal } = last ? await client.dryRun(last) : { refusal: 'nothing' };
  const isCertain = possibleDefaults([...limitRangesIn(contextOf(objects)).values()].flat()).length === 1;
  // Where LimitRanges have different defaults, the server may do one or the other, and we say only what holds in both.
  const isAgreed = ours.length > 0 ? refusal !== undefined : isTaken(refusal) || !isCertain;
  return isAgreed
    ? undefined
    : `${JSON.stringify(objects.map(({ spec }) => spec))}\n  we say ${JSON.stringify(ours)}\n  and the server ${refusal}`;
}

interface Tally {
  readonly disagreements: readonly string[];
  readonly refused: number;
  readonly all: number;
}

interface Generated {
  readonly bounds: readonly Placed[];
  readonly objects: readonly Placed[];
}

async function compare(client: ClusterClient, all: readonly Generated[], version: KubernetesVersion): Promise<Tally> {
  const places = await Promise.all(
    all.map(async ({ bounds, objects }) => ({
      bounds: await boundedNamespace(client, objects[0]?.metadata.namespace ?? '', bounds),
      objects,
    })),
  );
  // The admission plugins read from caches, which may lag behind what was made last.
  await sleep(500);
  const cases = places.flatMap(({ bounds, objects }) => objects.map((object) => [...bounds, object]));
  const results = await Promise.all(cases.map(async (objects) => disagreement(client, objects, version)));
  const refused = cases.filter((objects) =>
    CHECKS.some((check) => judgedBy(check, inventoryOf(objects), { kubernetesVersion: version }).length > 0),
  );
  return { disagreements: results.filter((text) => text !== undefined), refused: refused.length, all: cases.length };
}

const podIn = (namespace: string, spec: JsonObject, index: number): Placed =>
  objectIn(namespace, `it-${index}`, { apiVersion: 'v1', kind: 'Pod', spec });

describeCluster(
  'what a namespace allows',
  (client) => {
    let version: KubernetesVersion;
    beforeAll(async () => {
      version = await versionOf(client);
    });

    const expectAgreement = async (all: readonly Generated[]): Promise<void> => {
      // Nothing bounds the first, so that what is refused elsewhere is refused for its bounds.
      const unbounded = all.slice(0, 1).map(({ objects }) => ({ objects, bounds: [] }));
      const { disagreements, refused, all: count } = await compare(client, [...unbounded, ...all.slice(1)], version);

      expect(disagreements).toEqual([]);
      expect(refused).toBeGreaterThan(count / 10);
      expect(refused).toBeLessThan((count * 9) / 10);
    };

    it.each(seeds())('LimitRanges refuse the pods that we refuse (seed %i)', async (seed) => {
      const ranges = fc.sample(fc.array(limits, { minLength: 1, maxLength: 2 }), { seed, numRuns: NAMESPACES });
      const specs = fc.sample(podSpecs, { seed, numRuns: NAMESPACES * CASES });

      await expectAgreement(
        ranges.map((all, place) => {
          const namespace = `limits-${seed}-${place}`;
          return {
            bounds: all.map((items, index) => limitRangeIn(namespace, `limits-${index}`, items)),
            objects: specs
              .slice(place * CASES, (place + 1) * CASES)
              .map((spec, index) => podIn(namespace, spec, index)),
          };
        }),
      );
    });

    it.each(seeds())('ResourceQuotas refuse the pods that we refuse (seed %i)', async (seed) => {
      const quotas = fc.sample(fc.array(podQuotas, { minLength: 1, maxLength: 2 }), { seed, numRuns: NAMESPACES });
      const ranges = fc.sample(fc.option(limits), { seed, numRuns: NAMESPACES });
      const specs = fc.sample(podSpecs, { seed, numRuns: NAMESPACES * CASES });

      await expectAgreement(
        quotas.map((all, place) => {
          const namespace = `quotas-${seed}-${place}`;
          const range = ranges[place];
          return {
            bounds: [
              ...all.map((spec, index) => quotaIn(namespace, `quota-${index}`, spec)),
              ...(range ? [limitRangeIn(namespace, 'limits', range)] : []),
            ],
            objects: specs
              .slice(place * CASES, (place + 1) * CASES)
              .map((spec, index) => podIn(namespace, spec, index)),
          };
        }),
      );
    });

    it.each(seeds())('ResourceQuotas refuse the objects that we refuse (seed %i)', async (seed) => {
      const quotas = fc.sample(objectQuotas, { seed, numRuns: NAMESPACES });
      const objects = fc.sample(countedObjects, { seed, numRuns: NAMESPACES * CASES });

      await expectAgreement(
        quotas.map((spec, place) => {
          const namespace = `objects-${seed}-${place}`;
          return {
            bounds: [quotaIn(namespace, 'quota', spec)],
            objects: objects
              .slice(place * CASES, (place + 1) * CASES)
              .map((object, index) => objectIn(namespace, `it-${index}`, object)),
          };
        }),
      );
    });
  },
  { simulatedNodes: true },
);
