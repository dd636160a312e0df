import { groupBy } from '../../../manifest/group';
import type { PlanFinding } from '../plan';
import { parsePropertyPath, propertyPathText, touches } from '../property-path';
import { packageOf } from '../urn';
import type { Change } from './diff';
import { fixedPaths } from './replacements-kubernetes';

/** What an engine would refuse in a change of a stack, and what is probably not meant. */
export function diffFindings(changes: readonly Change[]): readonly PlanFinding[] {
  return [...changes.flatMap(protectedFindings), ...changes.flatMap(immutableFindings), ...movedFindings(changes)];
}

/** An engine neither deletes nor replaces what is protected. */
function protectedFindings({ kind, isCertain, resource, before, forcedBy }: Change): readonly PlanFinding[] {
  if (before?.protect !== true) return [];
  const title = `${resource.type} ${resource.name}`;
  if (kind === 'delete') {
    return [
      {
        rule: 'diff/protected-delete',
        severity: 'error',
        urn: resource.urn,
        message: `${title} is protected, and is not in the program any more: the update is refused.`,
        fix: 'Take `protect` off and deploy that first, or leave the resource in the program.',
      },
    ];
  }
  // What is unprotected in the same update may be replaced in it.
  if (kind !== 'replace' || !resource.protect) return [];
  const verb = isCertain ? 'has to be' : 'may have to be';
  return [
    {
      rule: 'diff/protected-replace',
      severity: isCertain ? 'error' : 'warning',
      urn: resource.urn,
      message: `${title} is protected, and ${verb} replaced for ${forcedBy.join(', ')}: the update is then refused.`,
      fix: 'Take the change back, name it in `ignoreChanges`, or take `protect` off.',
    },
  ];
}

/** An API server refuses to change some fields, and the provider does not know all of them. */
function immutableFindings({ kind, resource, before, inputs }: Change): readonly PlanFinding[] {
  if (kind !== 'update' || !before || packageOf(resource.type) !== 'kubernetes') return [];
  const patterns = fixedPaths({ before, after: resource }).map(parsePropertyPath);
  // What was not given before may have been set to the same by the server, or may be added.
  const fixed = inputs.filter(
    (change) => change.isCertain && change.before !== undefined && change.after !== undefined,
  );
  const places = fixed.filter(({ path, ...change }) =>
    patterns.some((pattern) => pattern && touches(pattern, path, [change.before, change.after])),
  );
  return places.map(({ path }) => ({
    rule: 'diff/immutable',
    severity: 'error',
    urn: resource.urn,
    message: `${resource.type} ${resource.name}: ${propertyPathText(path)} cannot be changed; the API server refuses the update.`,
    fix: 'Take the change back, or have it replaced: `replaceOnChanges` with that path, and `deleteBeforeReplace`.',
  }));
}

/** Something deleted and created under one type and name was probably moved into another component. */
function movedFindings(changes: readonly Change[]): readonly PlanFinding[] {
  const created = groupBy(changes.filter(isNew), ({ resource }) => `${resource.type} ${resource.name}`);
  return changes.filter(isGone).flatMap(({ resource }): readonly PlanFinding[] => {
    const [twin] = created.get(`${resource.type} ${resource.name}`) ?? [];
    if (!twin) return [];
    return [
      {
        rule: 'diff/moved',
        severity: 'warning',
        urn: twin.resource.urn,
        message:
          `${resource.type} ${resource.name} has another parent than before, and so is another resource: ` +
          'it is created anew, and the old one is deleted.',
        fix: `Tell who it was: \`aliases: ['${resource.urn}']\`.`,
      },
    ];
  });
}

function isNew({ kind, resource }: Change): boolean {
  return kind === 'create' && resource.custom;
}

function isGone({ kind, resource }: Change): boolean {
  return kind === 'delete' && resource.custom;
}
