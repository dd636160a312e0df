import { nearest } from '../../manifest/finding';
import { isList, isObject, text, type Json, type JsonPath } from '../../manifest/json';
import { check, type Breach } from '../check';
import { containerTitle } from '../containers';
import type { PodContainer, Pods } from '../context';

const container = (fields: string): string => `
      apiVersion: v1
      kind: Pod
      metadata: { name: web, namespace: shop }
      spec: { containers: [{ name: web, image: 'registry.example/web:1.0.0', ${fields} }] }`;
const HOST = '{ name: HOST, value: database }';
const URL = "{ name: URL, value: 'postgres://$(HOST)/shop' }";

/** References to variables that a container does not have, or not yet. */
export const variables = check(
  {
    id: 'link/variable',
    pack: 'baseline',
    severity: 'warning',
    title: 'A variable that a value refers to, as in `$(HOST)`, is defined before it.',
    why: 'The kubelet only puts in what it has seen so far: anything else stays in the value as it is, with its parentheses.',
    fix: 'Define the variable in `env` of the same container, above; write `$$(HOST)` where the text itself is meant.',
    fails: container(`env: [${URL}, ${HOST}]`),
    passes: container(`env: [${HOST}, ${URL}]`),
  },
  (context) => [...context.pods].flatMap((pods) => pods.containers.flatMap((each) => lostIn(pods, each))),
);

/** A text of a container in which variables are put in, and how many of `env` are known by then. */
interface Expanded {
  readonly value: Json;
  readonly at: JsonPath;
  readonly known: number;
}

function lostIn({ object }: Pods, each: PodContainer): readonly Breach[] {
  const names = listOf(each.container['env']).map((variable) => (isObject(variable) ? text(variable['name']) : ''));
  // Whatever else a container has: nobody knows what it holds.
  const isOpen = listOf(each.container['envFrom']).length > 0;
  return expandedIn(each).flatMap(({ value, at, known }) =>
    referencesIn(value)
      .filter(
        (name) => !names.slice(0, known).includes(name) && (names.includes(name) || !(isOpen || isOfOthers(name))),
      )
      .map((name) => ({ object, at, message: messageOf(each, name, names), ...adviceFor(name, names) })),
  );
}

function expandedIn({ container: { env, command, args }, at }: PodContainer): readonly Expanded[] {
  const variables = listOf(env).map((variable, index) => ({
    value: isObject(variable) ? (variable['value'] ?? null) : null,
    at: [...at, 'env', index, 'value'],
    known: index,
  }));
  const words = Object.entries({ command, args }).flatMap(([field, list]) =>
    listOf(list).map((value, index) => ({ value, at: [...at, field, index], known: Infinity })),
  );
  return [...variables, ...words];
}

function listOf(value: Json | undefined): readonly Json[] {
  return isList(value) ? value : [];
}

/** The names in `$(NAME)`, each once; `$$(NAME)` stands for the text. */
function referencesIn(value: Json): readonly string[] {
  if (typeof value !== 'string' || !value.includes('$(')) return [];
  const found = value.replaceAll('$$', '').matchAll(/\$\(([A-Za-z_][\w.-]*)\)/g);
  return [...new Set(Array.from(found, ([, name = '']) => name))];
}

/** Variables of Services, which depend on what else is in the namespace, and commands of a shell: `$(date)`. */
function isOfOthers(name: string): boolean {
  return /_SERVICE_(?:HOST|PORT)|_PORT(?:_|$)/.test(name) || !/^[A-Z][A-Z\d_]*$/.test(name);
}

function messageOf(each: PodContainer, name: string, names: readonly string[]): string {
  const title = containerTitle(each);
  return names.includes(name)
    ? `${title} refers to the variable '${name}' before it defines it: the text '$(${name})' stays as it is.`
    : `${title} refers to the variable '${name}', which it does not define: the text '$(${name})' stays as it is.`;
}

function adviceFor(name: string, names: readonly string[]): Pick<Breach, 'want' | 'fix'> {
  if (names.includes(name)) return { want: `'${name}' above this one`, fix: `Move '${name}' up in \`env\`.` };
  const near = nearest(name, names);
  return near === undefined ? {} : { want: `'${near}'`, fix: `Did you mean '${near}'?` };
}
