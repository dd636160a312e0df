import { ApiObject, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { declaredAfter, type After } from './after';
import { changeModeOf, namedByContent, type ChangeMode } from './content-names';
import { derivationsOf, withoutRepetitions, type Derived } from './derived';
import { declaredExternals, type External } from './external';
import { reported, type Finding } from './finding';
import { isImplicit, withoutYielding } from './implicit';
import { Inventory, kindOf, type InventoryObject } from './inventory';
import { isList, isObject, objectAt, pointer, text, type Json, type JsonObject } from './json';
import { isClusterScoped, kindName, type KindName, type Scope } from './kinds';
import { KubeObject } from './kube-object';
import { declaredOverrides, isTarget, noTarget, overridden, type DeclaredOverride } from './override';
import { declaredPolicies, type Policy } from './policy';
import { traceOfApiObject } from './provenance';
import { RAW_FIX, rawValuesIn } from './raw-values';
import type { Trace } from './source';
import { isOpen, withTokenNames } from './tokens';

/** What one walk over a tree brings home. */
export interface Collection {
  readonly inventory: Inventory;
  readonly findings: readonly Finding[];
  /** Those too that a derived construct only repeats. */
  readonly reported: readonly Finding[];
}

/** A rendered object on its way into the inventory. */
interface Draft {
  readonly manifest: JsonObject;
  readonly path: string;
  readonly stack: string;
  readonly trace: Trace | undefined;
  readonly changeMode: ChangeMode | undefined;
  readonly isImplicit: boolean;
  /** Whether its keys are sorted already, all but those of its metadata. */
  readonly isSorted: boolean;
}

/** Walks a construct tree once and turns it into plain data; every mistake on the way becomes a finding. */
export function collect(root: IConstruct): Collection {
  const walk = new Walk();
  walk.visit(root, '');
  const definitions = scopesOf(walk.drafts);
  const drafts = new Map(walk.drafts.map((draft) => [toInventoryObject(draft, definitions), draft]));
  const implicit = new Set([...drafts].flatMap(([object, draft]) => (draft.isImplicit ? [object] : [])));
  const modes = new Map([...drafts].map(([object, draft]) => [object, draft.changeMode]));
  const { objects, checksums } = namedByContent(withoutYielding([...drafts.keys()], implicit), modes);
  const { findings, derived, after, externals, policies } = walk;
  return {
    inventory: new Inventory(objects, { after, externals, policies, checksums }),
    findings: withoutRepetitions(findings, derived),
    reported: findings,
  };
}

class Walk {
  readonly drafts: Draft[] = [];
  readonly findings: Finding[] = [];
  readonly after: After[] = [];
  readonly externals: External[] = [];
  readonly policies: Policy[] = [];
  readonly derived: Derived[] = [];

  visit(construct: IConstruct, stack: string): void {
    const start = this.drafts.length;
    const chart = Chart.isChart(construct) ? construct.node.path : stack;
    for (const finding of reported(construct)) this.findings.push(finding);
    if (isOpen(construct.node.id)) this.findings.push(openId(construct));
    this.findings.push(...this.#validate(construct));
    this.after.push(...declaredAfter(construct));
    this.externals.push(...declaredExternals(construct));
    this.policies.push(...declaredPolicies(construct));
    this.derived.push(...derivationsOf(construct));
    if (ApiObject.isApiObject(construct)) this.#render(construct, chart);
    for (const child of construct.node.children) this.visit(child, chart);
    // On the way out, so that an outer construct has the last word over an inner one.
    for (const declared of declaredOverrides(construct)) this.#override(declared, start);
  }

  #validate(construct: IConstruct): readonly Finding[] {
    return construct.node.validate().map((message) => ({
      rule: 'construct/invalid',
      severity: 'error',
      path: construct.node.path,
      trace: traceOf(construct),
      message,
      fix: 'Correct what the construct says about itself.',
    }));
  }

  #render(object: ApiObject, stack: string): void {
    const origin = {
      path: object.node.path,
      stack,
      trace: traceOfApiObject(object),
      changeMode: changeModeOf(object),
      isImplicit: isImplicit(object),
      // Not `instanceof`, which takes every ApiObject for one.
      isSorted: object.constructor === KubeObject,
    };
    try {
      // eslint-disable-next-line @typescript-eslint/no-unsafe-assignment -- cdk8s gives it no type
      const rendered: Json = object.toJson();
      for (const manifest of itemsOf(rendered)) this.drafts.push({ ...origin, manifest });
    } catch (error) {
      // Whoever names it makes no mistake of its own.
      this.externals.push({ kind: kindOf({ apiVersion: object.apiVersion, kind: object.kind }), name: object.name });
      // What stands in for a reported mistake may be no data, which is not another mistake.
      if (object.node.scope && reported(object.node.scope).length > 0) return;
      this.findings.push(...notSerializable(object, error));
    }
  }

  #override({ path, override, trace }: DeclaredOverride, start: number): void {
    let hits = 0;
    for (let index = start; index < this.drafts.length; index++) {
      const draft = this.drafts[index];
      if (!draft || !isTarget(override, draft.manifest)) continue;
      hits++;
      const { manifest, mistake } = overridden(draft.manifest, override);
      if (mistake) this.findings.push({ severity: 'error', path, trace, ...mistake });
      else this.drafts[index] = { ...draft, manifest, isSorted: false };
    }
    if (hits > 0) return;
    const present = this.drafts
      .slice(start, start + 10)
      .map(({ manifest }) => `${text(manifest['kind'])} ${nameOf(manifest)}`);
    this.findings.push({ severity: 'error', path, trace, ...noTarget(override, present) });
  }
}

function openId(construct: IConstruct): Finding {
  return {
    rule: 'token/in-id',
    severity: 'error',
    path: withTokenNames(construct.node.path),
    trace: traceOf(construct),
    message: `The id '${withTokenNames(construct.node.id)}' holds a value that is known only later.`,
    want: 'a plain text, which is the same whenever the program runs',
    fix: 'Choose a plain id, and put the value into a property.',
  };
}

/** Why an object cannot be rendered: the fields that are not there yet, else what cdk8s says. */
function notSerializable(object: ApiObject, error: unknown): readonly Finding[] {
  const { path } = object.node;
  const common = { severity: 'error', path, trace: traceOfApiObject(object) } as const;
  const raw = rawValuesIn(Reflect.get(object, 'props'));
  if (raw.length > 0) {
    return raw.map(({ at, what }) => ({
      ...common,
      rule: 'token/raw-output',
      object: `${object.kind} ${object.name}`,
      pointer: pointer(at),
      message: `The field is ${what}.`,
      want: 'plain data, and tokens',
      fix: RAW_FIX,
    }));
  }
  return [
    {
      ...common,
      rule: 'object/not-serializable',
      message: error instanceof Error ? error.message : String(error),
      want: 'strings, numbers, booleans, null, lists and plain objects',
      fix: 'Replace the value by plain data.',
    },
  ];
}

/** Where a construct was made, as far as the object tells that is the main part of it. */
function traceOf(construct: IConstruct): Trace | undefined {
  const main = ApiObject.isApiObject(construct) ? construct : construct.node.tryFindChild('Resource');
  return ApiObject.isApiObject(main) ? traceOfApiObject(main) : undefined;
}

/** The objects in a manifest: itself, or the items of a `List`. */
function itemsOf(rendered: Json): readonly JsonObject[] {
  if (!isObject(rendered)) return [];
  const items = rendered['items'];
  const kind = rendered['kind'];
  if (typeof kind !== 'string' || !kind.endsWith('List') || !isList(items)) return [rendered];
  return items.flatMap((item) => itemsOf(isObject(item) ? inheriting(item, objectAt(rendered, 'metadata')) : item));
}

/** An item with what the stack gave to its list: the namespace and labels, where it has none of its own. */
function inheriting(item: JsonObject, { namespace, labels }: JsonObject): JsonObject {
  const own = objectAt(item, 'metadata');
  const common = objectAt(labels);
  const metadata = {
    ...(namespace === undefined ? {} : { namespace }),
    ...own,
    ...(Object.keys(common).length === 0 ? {} : { labels: { ...common, ...objectAt(own, 'labels') } }),
  };
  return { ...item, metadata };
}

function scopesOf(drafts: readonly Draft[]): ReadonlyMap<KindName, Scope> {
  const definitions = drafts.filter(({ manifest }) => manifest['kind'] === 'CustomResourceDefinition');
  return new Map(
    definitions.map(({ manifest }) => {
      const { group, names, scope } = objectAt(manifest, 'spec');
      const kind = kindName(text(group), text(objectAt(names)['kind']));
      return [kind, scope === 'Cluster' ? 'Cluster' : 'Namespaced'];
    }),
  );
}

function toInventoryObject(draft: Draft, definitions: ReadonlyMap<KindName, Scope>): InventoryObject {
  const kind = kindOf(draft.manifest);
  const { namespace, ...metadata } = objectAt(draft.manifest, 'metadata');
  const isNamespaced = namespace !== undefined && !isClusterScoped(kind, definitions);
  const manifest = {
    ...draft.manifest,
    metadata: isNamespaced ? { ...metadata, namespace } : metadata,
  };
  return {
    kind,
    namespace: isNamespaced ? text(namespace) : undefined,
    name: nameOf(draft.manifest),
    manifest: inOrder(manifest, draft.isSorted),
    path: draft.path,
    stack: draft.stack,
    trace: draft.trace,
  };
}

function nameOf(manifest: JsonObject): string {
  return text(objectAt(manifest, 'metadata')['name']);
}

/** `apiVersion`, `kind` and `metadata` first, all else by its name: equal objects read alike. */
function inOrder({ apiVersion, kind, metadata, ...rest }: JsonObject, isSorted: boolean): JsonObject {
  const head = { ...(apiVersion === undefined ? {} : { apiVersion }), ...(kind === undefined ? {} : { kind }) };
  return { ...head, metadata: byKey(metadata ?? {}), ...(isSorted ? rest : objectAt(byKey(rest))) };
}

function byKey(value: Json): Json {
  if (isList(value)) return value.map(byKey);
  if (!isObject(value)) return value;
  const entries: [string, Json][] = [];
  for (const key of Object.keys(value).sort()) {
    const child = value[key];
    // Foreign objects may hold `undefined`, which JSON does not know.
    if (child !== undefined) entries.push([key, byKey(child)]);
  }
  return Object.fromEntries(entries);
}
