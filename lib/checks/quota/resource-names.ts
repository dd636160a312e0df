import { kindOf } from '../../manifest/inventory';
import { objectAt, text, type JsonObject } from '../../manifest/json';
import { kindName, type KindName } from '../../manifest/kinds';
import type { Context } from '../context';
import { once } from '../once';

const DEFINITION = 'CustomResourceDefinition.apiextensions.k8s.io';

/** The names that definitions give to their kinds. */
const definedNames = once((context) => {
  const definitions: readonly JsonObject[] = [
    ...(context.platform.definitions ?? []).filter((definition) => kindOf(definition) === DEFINITION),
    ...context.ofKind(DEFINITION).map(({ manifest }) => manifest),
  ];
  return new Map(
    definitions.map((definition) => {
      const { group, names } = objectAt(definition, 'spec');
      const { kind, plural } = objectAt(names);
      return [kindName(text(group), text(kind)), text(plural)] as const;
    }),
  );
});

/** What quotas call the objects of a kind: `deployments.apps`, `configmaps`. */
export function resourceOf(context: Context, kind: KindName): string {
  const dot = kind.indexOf('.');
  const [name, group] = dot < 0 ? [kind, ''] : [kind.slice(0, dot), kind.slice(dot)];
  return `${definedNames(context).get(kind) ?? pluralOf(name.toLowerCase())}${group}`;
}

function pluralOf(name: string): string {
  if (name === 'endpoints') return name;
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(s|x|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}
