import type { Json } from '../../../manifest/json';
import type { Change } from '../diff/diff';
import type { InputChange } from '../diff/inputs';
import type { OptionChange } from '../diff/options';
import type { PlanFinding, Urn } from '../plan';
import { propertyPathText } from '../property-path';
import { findingsSummary, findingsText } from './findings';
import { shortNames, type ShortName } from './names';
import { counted, indented, onOneLine, paint, type Paint } from './style';
import { flowText, inputLines, shortened, type InputDetail } from './values';

export interface DiffTextStyle {
  /** What the plan is of: `shop/dev`. */
  readonly title: string;
  /** Whether to colour it, for a terminal. @default false */
  readonly isColoured?: boolean;
  /** How much of the inputs is told. @default 'short' */
  readonly inputs?: InputDetail;
}

/**
 * What changes from one plan to the next as text for people, without an end of line: each resource that does not stay
 * as it is, with its inputs before and after, and what forces a replacement; the findings; how many changes there are.
 */
export function diffText(changes: readonly Change[], findings: readonly PlanFinding[], style: DiffTextStyle): string {
  const painted = paint(style.isColoured ?? false);
  const nameOf = shortNames(changes.flatMap(({ resource, before }) => [resource, ...(before ? [before] : [])]));
  const told = changes.filter(({ kind, options }) => kind !== 'same' || options.length > 0);
  const text = new ChangeText({ nameOf, painted, detail: style.inputs ?? 'short' });
  const parts = [
    painted('bold', onOneLine(style.title)),
    ...told.map((change) => text.of(change)),
    findingsText(findings, nameOf, painted),
    [changeSummary(changes), ...secretsNote(changes), findingsSummary(findings)].join('\n'),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** `1 to create, 2 to replace (1 of them perhaps), 40 unchanged`. */
export function changeSummary(changes: readonly Change[]): string {
  const parts = (['create', 'update', 'replace', 'delete'] as const).flatMap((kind) => {
    const ofKind = changes.filter((change) => change.kind === kind);
    const perhaps = ofKind.filter(({ isCertain }) => !isCertain).length;
    const doubt = perhaps === 0 ? '' : perhaps === ofKind.length ? ' (perhaps)' : ` (${perhaps} of them perhaps)`;
    return ofKind.length === 0 ? [] : [`${ofKind.length} to ${kind}${doubt}`];
  });
  const same = changes.filter(({ kind }) => kind === 'same').length;
  return parts.length === 0 ? `no changes, ${same} unchanged` : [...parts, `${same} unchanged`].join(', ');
}

/** Said once: what is secret in both plans may differ, and nobody can tell here. */
function secretsNote(changes: readonly Change[]): readonly string[] {
  const secrets = changes.reduce((sum, change) => sum + change.secrets, 0);
  if (secrets === 0) return [];
  return [`${counted(secrets, 'input')} secret in both plans: whether they differ cannot be told`];
}

const MARKS = { create: '+', update: '~', delete: '-', same: '=' } as const;

class ChangeText {
  readonly #nameOf: ShortName;
  readonly #painted: Paint;
  readonly #detail: InputDetail;

  constructor({
    nameOf,
    painted,
    detail,
  }: {
    readonly nameOf: ShortName;
    readonly painted: Paint;
    readonly detail: InputDetail;
  }) {
    this.#nameOf = nameOf;
    this.#painted = painted;
    this.#detail = detail;
  }

  of(change: Change): string {
    const { kind, resource } = change;
    const mark = `${markOf(change)}${change.isCertain ? '' : '?'}`.padEnd(3);
    const head = `${kind === 'same' ? mark : this.#painted(kind, mark)} ${onOneLine(resource.type)}  ${this.#painted('bold', onOneLine(resource.name))}`;
    const word = verbOf(change);
    const lines = [
      ...this.#notesOf(change),
      ...(kind === 'create' ? inputLines(resource, this.#detail) : []),
      ...change.inputs.map((input) => this.#inputLine(input, change)),
    ];
    return [word === '' ? head : `${head}  ${word}`, ...lines.map((line) => indented(line, 6))].join('\n');
  }

  #notesOf({ resource, options, forcedBy, fate }: Change): readonly string[] {
    const provider = resource.provider === undefined ? '' : this.#nameOf(resource.provider);
    const isMoved = options.some(({ option }) => option === 'provider');
    const notes = [
      ...(resource.importId === undefined ? [] : [`takes over ${resource.importId}`]),
      ...(forcedBy.includes('provider') && !isMoved ? [`its provider ${provider} is replaced`] : []),
      ...(fate?.kind === 'retained' ? ['left alone: retainOnDelete'] : []),
      ...(fate?.kind === 'dies-with' ? [`dies with ${this.#nameOf(fate.urn)}`] : []),
      ...options.map((change) => this.#optionNote(change, forcedBy)),
    ];
    return notes.map((note) => this.#painted('dim', `· ${onOneLine(note)}`));
  }

  #optionNote({ option, before, after }: OptionChange, forcedBy: readonly string[]): string {
    const nothing = option === 'provider' ? 'the default one' : 'none';
    const shown = (value: boolean | string | undefined) => {
      if (typeof value !== 'string') return value === undefined ? nothing : String(value);
      return value.startsWith('urn:pulumi:') ? this.#nameOf(value) : value;
    };
    const forces = option === 'provider' && forcedBy.includes('provider') ? '  (forces the replacement)' : '';
    return `${option}: ${shown(before)} -> ${shown(after)}${forces}`;
  }

  #inputLine({ path, before, after, isCertain, from }: InputChange, { forcedBy, kind }: Change): string {
    const place = propertyPathText(path);
    const remarks = [
      ...(isCertain ? [] : [from === undefined ? 'may change' : `may change: ${this.#replaced(from)}`]),
      ...(kind === 'replace' && forcedBy.includes(place) ? ['forces the replacement'] : []),
    ];
    const values = from === undefined ? `${this.#shown(before)} -> ${this.#shown(after)}` : this.#shown(after);
    const remark = remarks.length === 0 ? '' : `  ${this.#painted('warning', `(${remarks.join('; ')})`)}`;
    return `${onOneLine(place)}: ${values}${remark}`;
  }

  #replaced(from: readonly Urn[]): string {
    const [first = '', ...others] = from.map(this.#nameOf);
    if (others.length === 0) return `${first} is replaced`;
    return others.length === 1
      ? `${first} and ${others[0] ?? ''} are replaced`
      : `${first} and ${others.length} others are replaced`;
  }

  #shown(value: Json | undefined): string {
    if (value === undefined) return 'none';
    const text = flowText(value);
    return this.#detail === 'all' ? text : shortened(text, 60);
  }
}

function markOf({ kind, deletesFirst }: Change): string {
  if (kind === 'replace') return deletesFirst ? '-+' : '+-';
  return MARKS[kind];
}

function verbOf({ kind, deletesFirst, isCertain, resource }: Change): string {
  if (kind === 'same' || kind === 'create') return resource.protect && kind === 'create' ? '[protect]' : '';
  const perhaps = isCertain ? '' : 'perhaps ';
  if (kind === 'replace')
    return `${perhaps}replaced: ${deletesFirst ? 'deleted, then created' : 'created, then deleted'}`;
  return `${perhaps}${kind}d`;
}
