import { groupBy } from '../../../manifest/group';
import type { PlanFinding, PlannedResource } from '../plan';
import { nameOf, type Destruction } from './destruction';

/** What is to die with something that does not die: the engine skips its deletion, and nobody else deletes it. */
export function leftRunning(destruction: Destruction): readonly PlanFinding[] {
  const skipped = destruction.plan.resources.filter(
    ({ custom, read, protect, retainOnDelete }) => custom && !read && !protect && !retainOnDelete,
  );
  return [...groupBy(skipped, ({ deletedWith }) => deletedWith)].flatMap(([urn, left]) => {
    const target = destruction.at(urn);
    const reason = target && reasonToStay(target);
    return target && reason !== undefined ? [finding(target, { reason, left })] : [];
  });
}

function reasonToStay({ read, retainOnDelete, type }: PlannedResource): string | undefined {
  if (retainOnDelete) return 'is to stay (`retainOnDelete`)';
  if (read) return 'is only read by this program';
  return type.startsWith('kubernetes:') && type.endsWith('Patch') ? 'is only patched by this program' : undefined;
}

function finding(
  target: PlannedResource,
  { reason, left }: { readonly reason: string; readonly left: readonly PlannedResource[] },
): PlanFinding {
  const [first, ...others] = left.map(nameOf);
  const what = others.length === 0 ? (first ?? '') : `${first ?? ''} and ${others.length} more`;
  return {
    rule: 'destroy/left-running',
    severity: 'error',
    urn: left[0]?.urn,
    message: `${what} would be left behind: nothing deletes what is \`deletedWith\` ${nameOf(target)}, which ${reason}.`,
    fix: 'Leave `deletedWith` out, so that it is deleted by itself.',
  };
}
