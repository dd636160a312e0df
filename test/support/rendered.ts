import { readFileSync } from 'node:fs';
import {
  acknowledge,
  App,
  Stack,
  synthesize,
  type Finding,
  type Json,
  type JsonObject,
  type StackProps,
} from 'stackwright';
import { isList, isObject, objectAt, text, valueAt, type JsonPath } from '../../lib/manifest/json';
import { podTemplateOf } from '../../lib/manifest/pods';
import { sourceOf } from '../../lib/manifest/source';

/** What every container of a test needs that is about something else. */
export const image = 'registry.example/app:1.0.0';
export const resources = { cpu: '100m', memory: '128Mi' } as const;

/** The objects of a stack and what is wrong with them, in memory. */
export interface Rendered {
  readonly objects: readonly JsonObject[];
  readonly findings: readonly Finding[];
}

/** Renders what `build` puts into a stack of an app of its own. */
export function render(build: (stack: Stack) => unknown, props: StackProps = { namespace: 'shop' }): Rendered {
  // What a construct makes is tested, and not how good it is to make just that.
  const app = new App({ platform: { pack: 'baseline' } });
  build(new Stack(app, 'shop', props));
  const { ordered, findings } = synthesize(app);
  return { objects: ordered.map(({ manifest }) => manifest), findings };
}

/** Renders what must be right: a finding is an error of the test. */
export function rendered(build: (stack: Stack) => unknown, props?: StackProps): readonly JsonObject[] {
  const { objects, findings } = render(build, props);
  if (findings.length > 0) throw new Error(findings.map(({ rule, message }) => `${rule}: ${message}`).join('\n'));
  return objects;
}

/** Renders what only a privileged namespace takes; it breaks the rules that are named, and each of them. */
export function renderedPrivileged(
  build: (stack: Stack) => unknown,
  rules: readonly string[] = [],
): readonly JsonObject[] {
  return rendered(
    (stack) => {
      for (const rule of rules) acknowledge(stack, { rule, reason: 'It is what the test is about.' });
      build(stack);
    },
    { namespace: 'shop', podSecurity: 'privileged' },
  );
}

/** The only object of a kind, and of a name where one is given. */
export function only(objects: readonly JsonObject[], kind: string, name?: string): JsonObject {
  const found = objects.filter(
    (object) => object['kind'] === kind && (name === undefined || valueAt(object, ['metadata', 'name']) === name),
  );
  if (found.length !== 1 || !found[0]) throw new Error(`There are ${found.length} objects ${kind} ${name ?? ''}.`);
  return found[0];
}

/** How many objects of a kind there are. */
export function count(objects: readonly JsonObject[], kind: string): number {
  return objects.filter((object) => object['kind'] === kind).length;
}

/** The pod template of an object. */
export function podTemplate(object: JsonObject): JsonObject {
  const kind = text(object['kind']);
  const group = text(object['apiVersion']).split('/').slice(0, -1).join('');
  const template = podTemplateOf(group === '' ? kind : `${kind}.${group}`, object);
  if (!template) throw new Error(`${kind} makes no pods.`);
  return template;
}

/** The spec of the pods of an object. */
export function podSpec(object: JsonObject): JsonObject {
  return objectAt(podTemplate(object), 'spec');
}

/** A container of the pods of an object, the main one where no name is given. */
export function container(object: JsonObject, name?: string): JsonObject {
  const { containers, initContainers } = podSpec(object);
  const all = [...objectsIn(containers), ...objectsIn(initContainers)];
  const found = name === undefined ? all[0] : all.find((candidate) => candidate['name'] === name);
  if (!found) throw new Error(`There is no container ${name ?? ''}.`);
  return found;
}

function objectsIn(list: Json | undefined): readonly JsonObject[] {
  return isList(list) ? list.filter(isObject) : [];
}

/** The value at a path of an object. */
export function at(object: JsonObject, ...path: JsonPath): Json | undefined {
  return valueAt(object, path);
}

/** The text at a path of an object. */
export function textAt(object: JsonObject, ...path: JsonPath): string {
  return text(valueAt(object, path));
}

/** What a test expects of the one finding of a program. */
export interface Expected extends Pick<Finding, 'rule' | 'path' | 'want' | 'fix'> {
  /** All of it, or a pattern where a part is not ours to know. */
  readonly message: string | RegExp;
  /** A part of the line of the test that is to blame. */
  readonly line: string;
}

/** Asserts that a program has one mistake, and that all is said of it: what, where, what is allowed and what to do. */
export function expectMistake(build: (stack: Stack) => unknown, { line, message, ...mistake }: Expected): void {
  const { findings } = render(build);
  expect(findings.map(({ rule, path, want, fix }) => ({ rule, path, want, fix }))).toEqual([mistake]);
  const said = findings[0]?.message ?? '';
  if (typeof message === 'string') expect(said).toBe(message);
  else expect(said).toMatch(message);
  expect(findings[0]?.severity).toBe('error');
  expect(sourceText(findings[0])).toContain(line);
}

/** The line of the running test that a finding points to. */
function sourceText(finding: Finding | undefined): string {
  const source = sourceOf(finding?.trace);
  expect(source?.file).toBe(expect.getState().testPath);
  return readFileSync(source?.file ?? '', 'utf8').split('\n')[(source?.line ?? 0) - 1] ?? '';
}
