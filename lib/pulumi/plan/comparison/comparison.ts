import { groupBy } from '../../../manifest/group';
import type { Plan, PlanFinding, PlannedResource, Urn } from '../plan';
import { leakedTexts } from './text';
import { valueFindings } from './values';

/**
 * What a program does differently when it knows the outputs of its resources and when it does not, and what it makes
 * of outputs that it uses wrongly. What the real engine shows in its preview is only true where there is no difference.
 *
 * @param preview - the plan of the program with unknown outputs
 * @param known - the plan of the same program with known ones
 */
export function comparisonFindings(preview: Plan, known: Plan): readonly PlanFinding[] {
  const before = new Map(preview.resources.map((resource) => [resource.urn, resource]));
  const after = new Map(known.resources.map((resource) => [resource.urn, resource]));
  const gone = preview.resources.filter(({ urn }) => !after.has(urn));
  const come = known.resources.filter(({ urn }) => !before.has(urn));
  const pairs = preview.resources.flatMap((resource) => {
    const other = after.get(resource.urn);
    return other ? [{ preview: resource, known: other }] : [];
  });
  return [
    ...leakedTexts([preview, known]),
    ...unpaired(gone, come),
    ...pairs.flatMap((pair) => [
      ...identityFindings(pair),
      ...dependencyFindings(pair, (urn) => before.has(urn) && after.has(urn)),
      ...valueFindings(pair.preview, pair.known),
    ]),
  ];
}

/** One resource, as it is registered in both cases. */
interface Pair {
  readonly preview: PlannedResource;
  readonly known: PlannedResource;
}

const MOVE_OUT =
  'Make it outside of `apply`, and decide what is made by values that are known before anything exists, such as configuration.';

/** Resources of one plan only: the same one under another name, of another type or parent, or really only there. */
function unpaired(gone: readonly PlannedResource[], come: readonly PlannedResource[]): readonly PlanFinding[] {
  const renamed = matches(gone, come, ({ type, parent }) => [type, parent].join('|'));
  const isRenamed = new Set(renamed.flatMap(({ preview, known }) => [preview, known]));
  const [stillGone, stillCome] = [gone, come].map((list) => list.filter((each) => !isRenamed.has(each)));
  const moved = matches(stillGone ?? [], stillCome ?? [], ({ name }) => name);
  const isMoved = new Set(moved.flatMap(({ preview, known }) => [preview, known]));
  return [
    ...renamed.map(({ preview, known }) => ({
      rule: 'plan/name',
      severity: 'error' as const,
      urn: known.urn,
      message: `A resource of type ${known.type} is called '${preview.name}' while outputs are unknown, and '${known.name}' when they are known.`,
      fix: 'Name it by plain text that is the same at every run: no outputs, no random values, no clock.',
    })),
    ...moved.map(({ preview, known }) => identity(known, { what: 'type or parent', preview, known })),
    ...(stillCome ?? []).flatMap((resource) =>
      isMoved.has(resource) ? [] : [onlyIn(resource, 'when outputs are known: no preview shows it')],
    ),
    ...(stillGone ?? []).flatMap((resource) =>
      isMoved.has(resource)
        ? []
        : [onlyIn(resource, 'while outputs are unknown: a preview shows it, and it is not made')],
    ),
  ];
}

/** Pairs of which each is the only one with its key on either side. */
function matches(
  gone: readonly PlannedResource[],
  come: readonly PlannedResource[],
  keyOf: (resource: PlannedResource) => string,
): readonly Pair[] {
  const groups = groupBy(come, keyOf);
  return [...groupBy(gone, keyOf)].flatMap(([key, [preview, ...more]]) => {
    const [known, ...others] = groups.get(key) ?? [];
    return preview && known && more.length + others.length === 0 ? [{ preview, known }] : [];
  });
}

function onlyIn({ urn, type, name }: PlannedResource, when: string): PlanFinding {
  return {
    rule: 'plan/only-sometimes',
    severity: 'warning',
    urn,
    message: `'${name}', a resource of type ${type}, is only registered ${when}.`,
    fix: MOVE_OUT,
  };
}

function identity(
  { urn, name }: PlannedResource,
  { what, preview, known }: Pair & { readonly what: string },
): PlanFinding {
  return {
    rule: 'plan/identity',
    severity: 'error',
    urn,
    message: `'${name}' has another ${what} while outputs are unknown (${preview.urn}) than when they are known (${known.urn}).`,
    fix: 'Choose it by values that are known before anything exists.',
  };
}

function identityFindings({ preview, known }: Pair): readonly PlanFinding[] {
  return (['parent', 'provider'] as const).flatMap((field) =>
    preview[field] === known[field]
      ? []
      : [
          {
            rule: 'plan/identity',
            severity: 'error',
            urn: known.urn,
            message: `'${known.name}' has another ${field} while outputs are unknown (${preview[field] ?? 'none'}) than when they are known (${known[field] ?? 'none'}).`,
            fix: 'Choose it by values that are known before anything exists.',
          },
        ],
  );
}

/** Dependencies of one of the two only, with the properties that they are known from; on what is in both. */
function dependencyFindings({ preview, known }: Pair, isInBoth: (urn: Urn) => boolean): readonly PlanFinding[] {
  const [before, after] = [usesOf(preview), usesOf(known)];
  const common = [...new Set([...before.keys(), ...after.keys()])].filter(isInBoth);
  return common.flatMap((urn) => {
    const [was, is] = [before.get(urn) ?? [], after.get(urn) ?? []];
    const lost = was.filter((property) => !is.includes(property));
    const late = is.filter((property) => !was.includes(property));
    return [
      ...edge(known, { to: urn, properties: lost, isLost: true }),
      ...edge(known, { to: urn, properties: late, isLost: false }),
    ];
  });
}

interface Edge {
  readonly to: Urn;
  readonly properties: readonly string[];
  readonly isLost: boolean;
}

function edge({ urn, name }: PlannedResource, { to, properties, isLost }: Edge): readonly PlanFinding[] {
  if (properties.length === 0) return [];
  const named = properties.filter((property) => property !== '').map((property) => `\`${property}\``);
  const through = named.length === 0 ? '' : ` through ${named.join(', ')}`;
  return [
    {
      rule: 'plan/dependency',
      severity: 'warning',
      urn,
      message: isLost
        ? `'${name}' depends on ${to}${through} while outputs are unknown, and no longer when they are known: it may be made before it, and deleted after it.`
        : `'${name}' depends on ${to}${through} only when outputs are known: no preview shows it.`,
      fix: 'Pass the Output on as it is, without asking for its value, or add the resource to `dependsOn`.',
    },
  ];
}

/** What a resource depends on, each with the properties because of which it does; `''` stands for the resource. */
function usesOf({ dependencies, propertyDependencies }: PlannedResource): ReadonlyMap<Urn, readonly string[]> {
  const named = Object.entries(propertyDependencies).flatMap(([property, urns]) =>
    urns.map((urn) => ({ urn, property })),
  );
  const uses = groupBy([...dependencies.map((urn) => ({ urn, property: '' })), ...named], ({ urn }) => urn);
  return new Map([...uses].map(([urn, list]) => [urn, list.map(({ property }) => property)]));
}
