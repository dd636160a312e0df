import { located, type Finding } from '../../manifest/finding';
import { Inventory } from '../../manifest/inventory';
import type { JsonObject } from '../../manifest/json';
import type { Acknowledgement, Policy } from '../../manifest/policy';
import { referencesIn } from '../../manifest/references';
import type { Trace } from '../../manifest/source';
import { Context } from '../context';
import { judge, type Verdict } from '../judge';
import type { Platform } from '../platform';
import { readInputs, unusable, type Read } from './files';
import { contentsOf, inventoryObjects, type Origin } from './objects';

/** What is known of the cluster that manifests are for, and of the rules. */
export interface CheckOptions extends Platform {
  /** The namespace of objects that name none. @default 'default' */
  readonly namespace?: string;
  /** Findings that are known and wanted. */
  readonly acknowledge?: readonly (Acknowledgement & { readonly trace?: Trace })[];
}

/**
 * Checks manifests by the rules that hold for every tree, as what is applied together.
 * @param manifests - objects, or a stream of YAML or JSON; what of it cannot be read is a finding as well
 *
 * @example
 * const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
 * const { findings } = checkManifests([namespace], { pack: 'production' });
 */
export function checkManifests(manifests: string | readonly JsonObject[], options: CheckOptions = {}): Verdict {
  const read =
    typeof manifests === 'string' ? readInputs([{ path: '', content: { text: manifests } }]) : given(manifests);
  const { findings, acknowledged } = judgeOrigins(read.origins, options);
  return { findings: [...read.unusable, ...findings], acknowledged };
}

function given(manifests: readonly JsonObject[]): Read {
  const contents = manifests.map((manifest) => contentsOf(manifest));
  return {
    origins: contents
      .flatMap((each) => each.manifests)
      .map(({ manifest }) => ({ manifest, path: '', trace: undefined })),
    unusable: contents.flatMap(({ mistakes }) => mistakes).map(({ message, fix }) => unusable('', { message, fix })),
  };
}

/** Judges manifests together, with the line of each field that breaks a rule. */
export function judgeOrigins(
  origins: readonly Origin[],
  { namespace = 'default', acknowledge = [], ...platform }: CheckOptions,
): Verdict {
  const objects = inventoryObjects(origins, { namespace, definitions: platform.definitions ?? [] });
  const policies = acknowledge.map(({ trace, ...acknowledgement }): Policy => ({
    path: '',
    acknowledgement,
    ...(trace ? { trace } : {}),
  }));
  const inventory = new Inventory(objects, { policies });
  const { findings, acknowledged } = judge(new Context(inventory, referencesIn(inventory), platform));
  return { findings: located<Finding>(findings), acknowledged: located(acknowledged) };
}
