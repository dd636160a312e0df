import type { InventoryObject } from '../../manifest/inventory';
import { isObject, objectAt, text, valueAt, type Json, type JsonObject, type JsonPath } from '../../manifest/json';
import type { Check, Violation } from '../check';
import type { Context } from '../context';
import { apiOf } from './api';
import { CustomSchemas } from './custom';
import { definitionMistakes } from './definition';
import { LaterVersions } from './later-versions';
import type { Mistake } from './mistakes';
import { NO_OBJECT, RULES, RULE_OF } from './rules';
import { mistakesIn } from './validate';

/** Objects that the API server cannot read, or that lack what it asks for. */
export const objects: Check = {
  rules: [NO_OBJECT, ...RULES],
  judge: (context: Context) => {
    const api = apiOf(context.kubernetesVersion);
    const custom = new CustomSchemas(context);
    const later = new LaterVersions(context.kubernetesVersion);
    const mistakesOf = ({ manifest }: InventoryObject): readonly Mistake[] => {
      const struct = api.structOfKind(text(manifest['apiVersion']), text(manifest['kind']));
      if (!struct) return custom.mistakesIn(manifest);
      return mistakesIn(manifest, struct).map((mistake) => later.named(mistake, manifest));
    };
    const violations: Violation[] = [];
    for (const object of context.objects) {
      const unreadable = unreadableIn(object.manifest);
      for (const mistake of unreadable) violations.push({ rule: NO_OBJECT, object, ...mistake });
      if (unreadable.length > 0) continue;
      const mistakes = [...nameless(object), ...mistakesOf(object), ...definitionMistakes(object.manifest)];
      for (const mistake of mistakes) violations.push(violation(object, mistake));
    }
    return violations;
  },
};

function violation(object: InventoryObject, { kind, message, ...mistake }: Mistake): Violation {
  return { rule: RULE_OF[kind], object, message: `${message}${containerOf(object.manifest, mistake.at)}.`, ...mistake };
}

const CONTAINERS: ReadonlySet<string | number> = new Set(['containers', 'initContainers', 'ephemeralContainers']);

/** The container that a place is in, where its name does not tell: ` in container 'web'`. */
function containerOf(manifest: JsonObject, at: JsonPath): string {
  const list = at.findIndex((step, index) => CONTAINERS.has(step) && typeof at[index + 1] === 'number');
  if (list < 0 || at.length < list + 4) return '';
  const name = text(objectAt(manifest, ...at.slice(0, list + 2))['name']);
  return name === '' ? '' : ` in container '${name}'`;
}

interface Unreadable {
  readonly at: JsonPath;
  readonly message: string;
  readonly want: string;
  readonly fix: string;
}

/** What keeps the API server from knowing what it has before it. */
function unreadableIn(manifest: JsonObject): readonly Unreadable[] {
  const mistakes: Unreadable[] = [];
  for (const [field, example] of HEAD) {
    const value = manifest[field];
    if (typeof value === 'string' && value.trim() !== '') continue;
    mistakes.push({
      at: [field],
      message: isAbsent(value) ? `This is no object: it has no ${field}.` : `${field} is no text.`,
      want: example,
      fix: `Give it \`${field}\`, or keep the document away from the objects.`,
    });
  }
  const { apiVersion, metadata } = manifest;
  if (text(apiVersion).split('/').length > 2)
    mistakes.push({
      at: ['apiVersion'],
      message: `'${text(apiVersion)}' is no API version.`,
      want: 'a version, or a group and a version with a slash between them',
      fix: 'Write it as `group/version`.',
    });
  if (!isAbsent(metadata) && !isObject(metadata))
    mistakes.push({ at: ['metadata'], message: 'metadata is no map.', want: 'a map', fix: 'Write `name: …` in it.' });
  return mistakes;
}

const HEAD = [
  ['apiVersion', 'for instance apps/v1'],
  ['kind', 'for instance Deployment'],
] as const;

function isAbsent(value: Json | undefined): boolean {
  return value === undefined || value === null;
}

/** Questions to the API server, which answers and keeps nothing, and lists. */
const UNNAMED = /(?:Review|List)$/;

function nameless({ manifest, kind }: InventoryObject): readonly Mistake[] {
  const { name, generateName } = objectAt(manifest, 'metadata');
  const isNamed = (!isAbsent(name) && name !== '') || text(generateName) !== '';
  if (isNamed || UNNAMED.test(kind.replace(/\..*/, ''))) return [];
  return [
    {
      kind: 'missing-field',
      at: ['metadata', 'name'],
      message: `This ${text(valueAt(manifest, ['kind']))} has no name`,
      want: 'a name',
      fix: 'Give it `metadata.name`.',
    },
  ];
}
