import { isList, isObject, text, type Json, type JsonPath } from '../../manifest/json';
import { check, type Breach } from '../check';
import { containerTitle } from '../containers';
import type { PodContainer, Pods } from '../context';
import { Targets } from './targets';

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
  (context) => {
    const targets = Targets.of(context);
    return [...context.pods].flatMap((pods) => pods.containers.flatMap((each) => lostIn(pods, each, targets)));
  },
);

/** A text of a container in which variables are put in, and how many of `env` are known by then. */
interface Expanded {
  readonly value: Json;
  readonly at: JsonPath;
  readonly known: number;
}

function lostIn({ object }: Pods, each: PodContainer, { names: near }: Targets): readonly Breach[] {
  const names = listOf(each.container['env']).map((variable) => (isObject(variable) ? text(variable['name']) : ''));
  // Whatever else a container has: nobody knows what it holds.
  const isOpen = listOf(each.container['envFrom']).length > 0;
  const first = new Map([...names.entries()].reverse().map(([index, name]) => [name, index]));
  const isLost = (name: string, known: number): boolean => {
    const defined = first.get(name);
    return defined === undefined ? !isOpen && !isOfOthers(name) : defined >= known;
  };
  return expandedIn(each).flatMap(({ value, at, known }) =>
    referencesIn(value)
      .filter((name) => isLost(name, known))
      .map((name) => {
        const isLater = first.has(name);
        const meant = isLater ? undefined : near.nearest(name, () => names);
        return { object, at, ...sayingOf(each, { name, isLater, near: meant }) };
      }),
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

interface Lost {
  readonly name: string;
  /** Whether it is defined, but further down. */
  readonly isLater: boolean;
  readonly near: string | undefined;
}

function sayingOf(each: PodContainer, { name, isLater, near }: Lost): Pick<Breach, 'message' | 'want' | 'fix'> {
  const refers = `${containerTitle(each)} refers to the variable '${name}'`;
  const stays = `the text '$(${name})' stays as it is.`;
  if (isLater)
    return {
      message: `${refers} before it defines it: ${stays}`,
      want: `'${name}' above this one`,
      fix: `Move '${name}' up in \`env\`.`,
    };
  return {
    message: `${refers}, which it does not define: ${stays}`,
    ...(near === undefined ? {} : { want: `'${near}'`, fix: `Did you mean '${near}'?` }),
  };
}
