import { objectAt, text } from '../../manifest/json';
import type { Context, Pods } from '../context';

/** The levels of the Pod Security Standards that ask for something, each holding the one before. */
const LEVELS = ['baseline', 'restricted'] as const;

export type Level = (typeof LEVELS)[number];

/** What the Namespace of some pods enforces. */
export interface Enforcement {
  readonly namespace: string;
  readonly level: Level;
  /** As the label says: `v1.29`; undefined: that of the cluster. */
  readonly version: string | undefined;
  /** The minor version of Kubernetes whose standard it is. */
  readonly minor: number;
}

const LABEL = 'pod-security.kubernetes.io/enforce';
const VERSION = /^v1\.(0|[1-9]\d*)$/;

/** What the Namespace of some pods enforces; undefined where nothing, or nothing that is known here. */
export function enforcementOn({ object }: Pods, { inventory, kubernetesVersion }: Context): Enforcement | undefined {
  if (object.namespace === undefined) return undefined;
  const namespace = inventory.find({
    kind: 'Namespace',
    namespace: undefined,
    name: object.namespace,
    stack: object.stack,
  });
  const labels = objectAt(namespace?.manifest, 'metadata', 'labels');
  const level = LEVELS.find((known) => known === labels[LABEL]);
  if (!level) return undefined;
  const newest = minorOf(kubernetesVersion);
  const [version, pinned] = VERSION.exec(text(labels[`${LABEL}-version`])) ?? [];
  // A cluster judges by the newest standard that it knows where it is asked for a newer one.
  const minor = pinned === undefined ? newest : Math.min(Number(pinned), newest);
  return { namespace: object.namespace, level, version, minor };
}

/** Whether a level asks for all that another one asks for. */
export function includes(level: Level, other: Level): boolean {
  return LEVELS.indexOf(other) <= LEVELS.indexOf(level);
}

export function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
