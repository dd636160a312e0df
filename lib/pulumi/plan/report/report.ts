import { groupBy } from '../../../manifest/group';
import type { JsonObject } from '../../../manifest/json';
import { isSecret, placesOf } from '../markers';
import type { Plan, PlanFinding, PlannedResource, Urn } from '../plan';
import { propertyPathText } from '../property-path';
import { packageOf, STACK_TYPE } from '../urn';
import { findingsSummary, findingsText } from './findings';
import { shortNames, type ShortName } from './names';
import { counted, indented, onOneLine, paint, type Paint } from './style';
import { inputLines, valueLines, type InputDetail } from './values';

export interface PlanTextStyle {
  /** Whether to colour it, for a terminal. @default false */
  readonly isColoured?: boolean;
  /** How much of the inputs is told. @default 'short' */
  readonly inputs?: InputDetail;
}

/**
 * A plan as text for people, without an end of line: its resources below their parents, each with its options, what it
 * depends on and its inputs; its outputs; the findings; how many resources of which types there are.
 */
export function planText(plan: Plan, findings: readonly PlanFinding[], style: PlanTextStyle = {}): string {
  const tree = new Tree(plan, style);
  const painted = paint(style.isColoured ?? false);
  const parts = [
    painted('bold', onOneLine(`${plan.project}/${plan.stack}`)),
    tree.text(),
    outputsText(plan.outputs, painted, style.inputs ?? 'short'),
    findingsText(findings, shortNames(plan.resources), painted),
    [...summaryLines(plan), findingsSummary(findings)].join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

class Tree {
  readonly #children: ReadonlyMap<Urn | undefined, readonly PlannedResource[]>;
  readonly #nameOf: ShortName;
  readonly #painted: Paint;
  readonly #detail: InputDetail;

  constructor({ resources }: Plan, { isColoured = false, inputs = 'short' }: PlanTextStyle) {
    const within = new Set(resources.filter(({ type }) => type !== STACK_TYPE).map(({ urn }) => urn));
    // What has no parent here is a root: children of the stack, and of what the program only refers to.
    this.#children = groupBy(
      resources.filter(({ urn }) => within.has(urn)),
      ({ parent }) => (parent !== undefined && within.has(parent) ? parent : undefined),
    );
    this.#nameOf = shortNames(resources);
    this.#painted = paint(isColoured);
    this.#detail = inputs;
  }

  text(): string {
    return this.#below(undefined).join('\n');
  }

  #below(urn: Urn | undefined): readonly string[] {
    return (this.#children.get(urn) ?? []).flatMap((resource) => [
      ...this.#linesOf(resource),
      ...this.#below(resource.urn).map((line) => indented(line, 2)),
    ]);
  }

  #linesOf(resource: PlannedResource): readonly string[] {
    const flags = flagsOf(resource);
    const head = [
      `${onOneLine(resource.type)}  ${this.#painted('bold', onOneLine(resource.name))}`,
      ...(flags.length === 0 ? [] : [this.#painted('warning', `[${flags.join(', ')}]`)]),
    ];
    const notes = this.#notesOf(resource).map((note) => this.#painted('dim', `· ${onOneLine(note)}`));
    const inputs = inputLines(resource, this.#detail);
    return [head.join('  '), ...[...notes, ...inputs].map((line) => indented(line, 4))];
  }

  /** What stands beside the inputs: everything that is not as an engine has it by default. */
  #notesOf(resource: PlannedResource): readonly string[] {
    const { provider, dependencies, deletedWith, customTimeouts, importId } = resource;
    const timeouts = Object.entries(customTimeouts).map(([step, time]) => `${step} ${String(time)}`);
    const secrets = placesOf(resource.inputs, isSecret).map(propertyPathText);
    return [
      ...(importId === undefined ? [] : [`takes over ${importId}`]),
      ...(provider === undefined ? [] : [`provider ${this.#nameOf(provider)}`]),
      ...(dependencies.length === 0 ? [] : [`depends on ${this.#listed(dependencies.map(this.#nameOf))}`]),
      ...(deletedWith === undefined ? [] : [`deleted with ${this.#nameOf(deletedWith)}`]),
      ...(secrets.length === 0 ? [] : [`secret: ${this.#listed(secrets)}`]),
      ...listNote('ignores changes of', resource.ignoreChanges),
      // What holds for every object of a kind is only told to who wants all.
      ...(this.#detail === 'all' ? replacementNotes(resource) : []),
      ...listNote('timeouts', timeouts),
    ];
  }

  /** Names in a line; where there are many, how many more there are. */
  #listed(names: readonly string[]): string {
    const told = this.#detail === 'all' ? names : names.slice(0, MANY);
    const more = names.length - told.length;
    return [...told, ...(more > 0 ? [`${more} more`] : [])].join(', ');
  }
}

const MANY = 8;

function listNote(label: string, values: readonly string[]): readonly string[] {
  return values.length === 0 ? [] : [`${label} ${values.join(', ')}`];
}

function replacementNotes({ replaceOnChanges, deleteBeforeReplace }: PlannedResource): readonly string[] {
  return [
    ...listNote('replaced on changes of', replaceOnChanges),
    ...(deleteBeforeReplace ? ['deleted before it is replaced'] : []),
  ];
}

function flagsOf({ protect, retainOnDelete, read, remote }: PlannedResource): readonly string[] {
  return [
    ...(read ? ['read'] : []),
    ...(remote ? ['remote: what is in it is not known'] : []),
    ...(protect ? ['protect'] : []),
    ...(retainOnDelete ? ['retainOnDelete'] : []),
  ];
}

function outputsText(outputs: JsonObject, painted: Paint, detail: InputDetail): string {
  const lines = valueLines(outputs, detail === 'none' ? 'short' : detail);
  return lines.length === 0 ? '' : [painted('bold', 'outputs'), ...lines.map((line) => indented(line, 2))].join('\n');
}

/** How many resources there are, and of which types in which packages. */
function summaryLines({ resources }: Plan): readonly string[] {
  const told = resources.filter(({ type }) => type !== STACK_TYPE);
  const managed = told.filter(({ custom, read, type }) => custom && !read && packageOf(type) !== 'pulumi');
  const packages = [...groupBy(managed, ({ type }) => packageOf(type))].sort(([a], [b]) => (a < b ? -1 : 1));
  const others: readonly (readonly [number, string])[] = [
    [told.filter(({ custom }) => !custom).length, 'component'],
    [told.filter(({ type }) => type.startsWith('pulumi:providers:')).length, 'provider'],
  ];
  const reads = told.filter(({ read }) => read).length;
  const counts = [
    counted(managed.length, 'resource'),
    ...others.flatMap(([count, noun]) => (count === 0 ? [] : [counted(count, noun)])),
    ...(reads === 0 ? [] : [`${reads} only read`]),
  ];
  return [counts.join(', '), ...packages.map(([name, members]) => `  ${name} ${members.length}: ${typesIn(members)}`)];
}

/** `3 Deployment, 1 Service`, the most first. */
function typesIn(resources: readonly PlannedResource[]): string {
  const types = groupBy(resources, ({ type }) => type.split(':').at(-1) ?? '');
  return [...types]
    .sort(([a, some], [b, others]) => others.length - some.length || (a < b ? -1 : 1))
    .map(([type, { length }]) => `${length} ${type}`)
    .join(', ');
}
