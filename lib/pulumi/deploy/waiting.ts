import type { Duration } from 'cdk8s';
import type { InventoryObject } from '../../manifest/inventory';
import { objectAt, type JsonObject } from '../../manifest/json';
import { awaitsAddress, SKIP_AWAIT, waitOf } from '../kinds/awaited';

/** What is said of waiting for one object. */
export interface WaitOptions {
  readonly wait?: boolean | undefined;
  readonly timeout?: Duration | undefined;
  /** Whether addresses come. */
  readonly addresses: boolean;
}

const WAIT_FOR = 'pulumi.com/waitFor';

/** The annotations by which the provider knows what to wait for. They are the only thing that is added to an object. */
export function waitAnnotations(object: InventoryObject, { wait, addresses }: WaitOptions): JsonObject {
  if (object.kind === 'CustomResourceDefinition.apiextensions.k8s.io' && wait !== false)
    // Else its first custom resource may come too early.
    return { [WAIT_FOR]: 'condition=Established' };
  if (!waitOf(object)) return {};
  const isEndless = endsNever(object) || (awaitsAddress(object) && !addresses);
  return (wait ?? !isEndless) ? {} : { [SKIP_AWAIT]: 'true' };
}

/** Whether its end would be waited for in vain, because it does not begin. */
function endsNever({ manifest }: InventoryObject): boolean {
  const { suspend, paused } = objectAt(manifest, 'spec');
  return suspend === true || paused === true;
}

/** What it takes at least to give up: pods have to be scheduled and images to be pulled before a deadline counts. */
const SLACK = 120;

/** The `customTimeouts` of an object: as said, or as long as a Job may take, where that is longer than usual. */
export function customTimeouts(
  object: InventoryObject,
  { timeout }: WaitOptions,
): { create?: string; update?: string } {
  const deadline = objectAt(object.manifest, 'spec')['activeDeadlineSeconds'];
  const isJob = object.kind === 'Job.batch' && typeof deadline === 'number';
  const needed = timeout?.toSeconds() ?? (isJob ? deadline + SLACK : 0);
  const usual = waitOf(object)?.timeout ?? 0;
  if (timeout === undefined && needed <= usual) return {};
  return { create: `${needed}s`, update: `${needed}s` };
}
