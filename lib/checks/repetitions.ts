import type { Finding } from '../manifest/finding';
import { addTo } from '../manifest/group';

/**
 * What a rule may find in an object because of a mistake that its construct has told already, by the topic of the
 * mistake. The rules of `schema` and `validation` judge the very values that stand in for the wrong ones.
 */
const REPEATING: ReadonlyMap<string, readonly string[]> = new Map([
  ['configuration', ['link/config-map-key', 'link/secret-key']],
  ['image', ['image/illegal', 'image/mutable-tag', 'image/pull-policy', 'image/registry']],
  ['port', ['api/warning', 'link/service-target-port', 'link/backend-port', 'reliability/probe-port']],
  ['quantity', ['api/warning']],
  ['resources', ['reliability/requests-missing', 'reliability/memory-limit-missing']],
  ['rollout', ['reliability/deadline', 'reliability/rollout-strategy']],
  ['security', ['security/root-user', 'pod-security/run-as-user', 'pod-security/run-as-non-root']],
]);
const STAND_INS: ReadonlySet<string> = new Set(['schema', 'validation']);
/** What is said of a whole app or stack, and leaves the values of its objects as they are. */
const OF_ALL: ReadonlySet<string> = new Set(['label', 'name', 'pack', 'platform']);

/** The findings of rules without those that repeat what a construct on the way to their object reports. */
export function withoutRepeating(judged: readonly Finding[], reported: readonly Finding[]): readonly Finding[] {
  if (reported.length === 0) return judged;
  const topics = new Map<string, string[]>();
  for (const { path, rule } of reported) addTo(topics, path, topicOf(rule));
  return judged.filter(({ path, rule }) => !reportedOnTheWay(topics, path).some((topic) => repeats(topic, rule)));
}

function repeats(topic: string, rule: string): boolean {
  // No construct writes a field that the API does not have: an override does.
  if (rule === 'schema/unknown-field') return false;
  return (STAND_INS.has(topicOf(rule)) && !OF_ALL.has(topic)) || (REPEATING.get(topic)?.includes(rule) ?? false);
}

/** The topics of the mistakes that a construct and those around it report. */
function reportedOnTheWay(topics: ReadonlyMap<string, readonly string[]>, path: string): readonly string[] {
  const own = topics.get(path) ?? [];
  const end = path.lastIndexOf('/');
  return end < 0 ? own : [...own, ...reportedOnTheWay(topics, path.slice(0, end))];
}

function topicOf(rule: string): string {
  return rule.slice(0, rule.indexOf('/'));
}
