import { isList, isObject, objectAt, text, type Json, type JsonObject, type JsonPath } from '../../manifest/json';
import { isAllowed, nameRule, type NameRule } from '../../manifest/names';
import type { Mistake } from './mistakes';
import { structuralMistakes } from './structural';

const SUBDOMAIN = nameRule('ConfigMap');
const NAME = nameRule('Service');

/** What the API server says against a CustomResourceDefinition beyond its fields; nothing of any other object. */
export function definitionMistakes(manifest: JsonObject): readonly Mistake[] {
  if (manifest['kind'] !== 'CustomResourceDefinition' || manifest['apiVersion'] !== 'apiextensions.k8s.io/v1')
    return [];
  const spec = objectAt(manifest, 'spec');
  const versions = isList(spec['versions']) ? spec['versions'] : [];
  return [
    ...nameMistakes(manifest, spec),
    ...groupMistakes(manifest, text(spec['group'])),
    ...versionMistakes(versions),
  ];
}

function nameMistakes(manifest: JsonObject, spec: JsonObject): readonly Mistake[] {
  const { group, names } = spec;
  const { plural, singular, kind, listKind, shortNames, categories } = objectAt(names);
  const own = text(objectAt(manifest, 'metadata')['name']);
  const wanted = `${text(plural)}.${text(group)}`;
  const spelt = (value: Json | undefined, ...at: JsonPath) => misspelt(value, ['spec', 'names', ...at], NAME);
  const list = (value: Json | undefined, field: string) =>
    isList(value) ? value.flatMap((name, index) => spelt(name, field, index)) : [];
  return [
    ...(own === '' || text(plural) === '' || text(group) === '' || own === wanted
      ? []
      : [
          mistake(['metadata', 'name'], `The definition is called '${own}', and not after its plural and its group`, {
            want: `'${wanted}'`,
            fix: `Call it ${wanted}.`,
          }),
        ]),
    ...spelt(plural, 'plural'),
    ...spelt(singular, 'singular'),
    ...spelt(text(kind).toLowerCase(), 'kind'),
    ...spelt(text(listKind).toLowerCase(), 'listKind'),
    ...list(shortNames, 'shortNames'),
    ...list(categories, 'categories'),
    ...(text(kind) !== '' && kind === listKind
      ? [mistake(['spec', 'names', 'listKind'], `The list is called '${text(kind)}', as the kind is`)]
      : []),
  ];
}

const APPROVAL = 'api-approved.kubernetes.io';

function groupMistakes(manifest: JsonObject, group: string): readonly Mistake[] {
  if (group === '') return [];
  const at = ['spec', 'group'];
  if (!group.includes('.')) return [mistake(at, `The group '${group}' is no domain`, { want: 'a domain of your own' })];
  const isProtected = /(?:^|\.)(?:k8s|kubernetes)\.io$/.test(group);
  const isApproved = objectAt(manifest, 'metadata', 'annotations')[APPROVAL] !== undefined;
  if (isProtected && !isApproved)
    return [
      mistake(at, `The group '${group}' belongs to Kubernetes, and nothing says that the kind was approved`, {
        want: `a domain of your own, or the annotation ${APPROVAL}`,
      }),
    ];
  return misspelt(group, at, SUBDOMAIN);
}

function versionMistakes(versions: readonly Json[]): readonly Mistake[] {
  const all = versions.filter(isObject);
  const stored = all.filter(({ storage }) => storage === true).length;
  const names = all.map(({ name }) => text(name));
  const repeated = names.find((name, index) => name !== '' && names.indexOf(name) < index);
  return [
    ...(all.length === 0 || stored === 1
      ? []
      : [mistake(['spec', 'versions'], `${stored} of the versions are stored`, { want: 'one with `storage: true`' })]),
    ...(repeated === undefined ? [] : [mistake(['spec', 'versions'], `Two versions are called '${repeated}'`)]),
    ...versions.flatMap((version, index) => (isObject(version) ? inVersion(version, ['spec', 'versions', index]) : [])),
  ];
}

function inVersion(version: JsonObject, at: JsonPath): readonly Mistake[] {
  const { name, schema, deprecated, deprecationWarning } = version;
  const structural = objectAt(schema)['openAPIV3Schema'];
  return [
    ...misspelt(name, [...at, 'name'], NAME),
    ...(text(deprecationWarning) !== '' && deprecated !== true
      ? [mistake([...at, 'deprecationWarning'], `Version ${text(name)} warns of its end, and is not deprecated`)]
      : []),
    ...(isObject(structural) ? structuralMistakes(structural, [...at, 'schema', 'openAPIV3Schema']) : []),
  ];
}

function misspelt(value: Json | undefined, at: JsonPath, rule: NameRule): readonly Mistake[] {
  if (typeof value !== 'string' || value === '' || isAllowed(value, rule)) return [];
  return [mistake(at, `'${value}' cannot be a name here`, { want: rule.want })];
}

function mistake(at: JsonPath, message: string, advice: Pick<Mistake, 'want' | 'fix'> = {}): Mistake {
  return { kind: 'definition', at, message, ...advice };
}
