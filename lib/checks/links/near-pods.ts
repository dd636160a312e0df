import { titleOf, type InventoryObject } from '../../manifest/inventory';
import { objectAt, text, type JsonObject } from '../../manifest/json';
import { podLabels, selects, type PodIndex } from '../../manifest/selections';
import type { Names } from './near-names';

interface Search {
  readonly index: PodIndex;
  readonly place: string;
  readonly selector: JsonObject;
  readonly names: Names;
}

/** How many objects a selector is compared with. */
const SOME = 20;

/** Which pods a selector that matches none was probably meant for, and what is other with them. */
export function nearMiss({ index, place, selector, names }: Search): string | undefined {
  const wanted = Object.entries(objectAt(selector, 'matchLabels')).map(([key, value]) => [key, text(value)] as const);
  const sharing = wanted.map(([key, value]) => index.withLabel(place, key, value)).filter((pods) => pods.length > 0);
  const fewest = sharing.reduce((a, b) => (b.length < a.length ? b : a), sharing[0] ?? index.inPlace(place));
  const candidates = fewest.slice(0, SOME);
  const outside = candidates.find(({ manifest }) => selects(selector, objectAt(manifest, 'metadata', 'labels')));
  if (outside) return `${titleOf(outside)} has these labels itself, but its pods do not`;
  const [best] = candidates
    .map((object) => missOf(object, wanted, names))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score);
  return best?.text;
}

interface Miss {
  readonly score: number;
  readonly text: string;
}

function missOf(object: InventoryObject, wanted: readonly (readonly [string, string])[], names: Names): Miss {
  const labels = podLabels(object);
  const missed = wanted
    .filter(([key, value]) => labels[key] !== value)
    .map(([key, value]) => {
      const own = text(labels[key]);
      const other = Object.entries(labels).find(([, it]) => it === value)?.[0];
      if (other !== undefined) return { score: 2, text: `'${other}: ${value}' and not '${key}: ${value}'` };
      if (own === '') return { score: 0, text: `no '${key}'` };
      return { score: names.nearest(value, () => [own]) === undefined ? 0 : 1, text: `'${key}: ${own}'` };
    });
  const score = missed.reduce((sum, miss) => sum + miss.score, (wanted.length - missed.length) * 3);
  return { score, text: `the pods of ${titleOf(object)} have ${missed.map((miss) => miss.text).join(' and ')}` };
}
