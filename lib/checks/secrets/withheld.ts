import { childOf, isList, isObject, valueAt, type Json, type JsonPath } from '../../manifest/json';
import { leakInArgument } from './arguments';
import { secretName } from './names';
import { leakInFile } from './settings';
import { isLogin, WITHHELD, withoutReferences } from './told';
import { isLiteral, isNameLike, isPin } from './values';

/** What of a Secret everybody may know; all else is its data, also where it is called otherwise by mistake. */
const OPEN_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'type', 'immutable']);
/** A copy of the whole object, as a text. */
const COPY = 'kubectl.kubernetes.io/last-applied-configuration';
/** What stands beside a name in the API without being the value of what is called so. */
const BESIDE_NAMES: ReadonlySet<string> = new Set(
  (
    'name namespace kind apiGroup apiVersion key image imagePullPolicy mountPath subPath subPathExpr mountPropagation ' +
    'devicePath workingDir protocol appProtocol port targetPort sectionName path pathType type fieldPath'
  ).split(' '),
);

/** What is known of a value from where it stands. */
interface Surroundings {
  /** What the value is called. */
  readonly name: string;
  readonly isSecret: boolean;
}

/** The value at a place, for a report: undefined where it may be secret itself, and without what in it may be. */
export function shownAt(manifest: Json, at: JsonPath): Json | undefined {
  const value = valueAt(manifest, at);
  if (value === undefined) return undefined;
  const shown = shownOf(value, surroundingsAt(manifest, at));
  return shown === WITHHELD ? undefined : shown;
}

function shownOf(value: Json, surroundings: Surroundings): Json {
  if (isList(value)) return value.map((item, index) => shownOf(item, inside(value, index, surroundings)));
  if (!isObject(value)) return mayBeSecret(value, surroundings) ? WITHHELD : value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, shownOf(child, inside(value, key, surroundings))]),
  );
}

/** A sentence of a finding without the values in it that may be secret. */
export type Censor = (sentence: string) => string;

/** Shorter values that stand elsewhere in the object may be in a sentence by chance. */
const TELLING = 8;

export interface CensorOptions {
  /** The place that the sentences are about, if they are about one. */
  readonly at: JsonPath | undefined;
  /** Whether they quote what stands anywhere in the object, and not only at their place. */
  readonly isQuoting: boolean;
  /** All that it will be asked for. */
  readonly sentences: readonly string[];
}

export function censorOf(manifest: Json, { at, isQuoting, sentences }: CensorOptions): Censor {
  const all = sentences.join('\n');
  const secrets: string[] = [];
  // What only quotes its field says nothing of the rest.
  const start = isQuoting ? [] : (at ?? []);
  forEachScalar(valueAt(manifest, start) ?? null, [...start], (value, path) => {
    // Most values are in no sentence, so that nothing else has to be known of them.
    const isHere = at?.every((step, index) => path[index] === step) ?? false;
    const text = String(value);
    if (
      (isHere || (isQuoting && text.length >= TELLING)) &&
      isIn(text, all) &&
      mayBeSecret(value, surroundingsAt(manifest, path))
    )
      secrets.push(text);
  });
  if (secrets.length === 0) return (sentence) => sentence;
  // Of two that begin alike, the longer one is taken out whole.
  const longestFirst = secrets.sort((a, b) => b.length - a.length);
  return (sentence) => longestFirst.reduce(withoutSecret, sentence);
}

/** Only what JSON has in another form needs to be looked for twice. */
const ESCAPED = /["\\\p{Cc}]/u;

function isIn(text: string, sentences: string): boolean {
  if (text === '' || text.length > sentences.length) return false;
  return sentences.includes(text) || (ESCAPED.test(text) && sentences.includes(escaped(text)));
}

function withoutSecret(sentence: string, secret: string): string {
  return [secret, escaped(secret)].reduce((rest, form) => {
    const literal = form.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return rest.replaceAll(new RegExp(`(?<!\\w)${literal}(?!\\w)`, 'g'), WITHHELD);
  }, sentence);
}

/** A text as JSON has it. */
function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

type ScalarVisitor = (value: string | number, path: JsonPath) => void;

/** Calls `visit` for every text and number; the path is only good during the call. */
function forEachScalar(value: Json, path: (string | number)[], visit: ScalarVisitor): void {
  if (isList(value)) {
    for (const [index, item] of value.entries()) {
      path.push(index);
      forEachScalar(item, path, visit);
      path.pop();
    }
  } else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      path.push(key);
      forEachScalar(value[key] ?? null, path, visit);
      path.pop();
    }
  } else if (typeof value === 'string' || typeof value === 'number') visit(value, path);
}

function surroundingsAt(manifest: Json, at: JsonPath): Surroundings {
  const isOfSecret = isObject(manifest) && manifest['kind'] === 'Secret';
  const [field = 'kind'] = at;
  let surroundings: Surroundings = { name: '', isSecret: isOfSecret && !OPEN_FIELDS.has(String(field)) };
  let value: Json | undefined = manifest;
  for (const step of at) {
    if (value !== undefined) surroundings = inside(value, step, surroundings);
    value = childOf(value, step);
  }
  return surroundings;
}

/** What is known of what stands in a value. */
function inside(value: Json, step: string | number, { name, isSecret }: Surroundings): Surroundings {
  if (typeof step === 'number') {
    const before = isList(value) ? value[step - 1] : undefined;
    const option = typeof before === 'string' ? /^--?([A-Za-z][\w.-]*)$/.exec(before)?.[1] : undefined;
    return { name: option ?? name, isSecret };
  }
  // A text beside a name may be its value, under a name that is not `value` by mistake.
  const isValue = step === 'value' || (!BESIDE_NAMES.has(step) && isObject(value) && typeof value[step] === 'string');
  const given = isObject(value) && isValue ? value['name'] : undefined;
  const called = typeof given === 'string' ? given : step;
  const isOfSecret = isObject(value) && value['kind'] === 'Secret' && 'apiVersion' in value && !OPEN_FIELDS.has(step);
  return {
    name: called,
    isSecret: isSecret || isOfSecret || step === COPY || secretName(step === 'value' ? called : step) === 'sure',
  };
}

function mayBeSecret(value: Json, { name, isSecret }: Surroundings): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  if (String(value) === '') return false;
  if (isSecret) return true;
  const text = withoutReferences(String(value));
  if (isLogin(text)) return true;
  if (secretName(name) && (isLiteral(text) || isPin(text)) && !isNameLike(text)) return true;
  return (leakInArgument(text) ?? leakInFile(name, text)) !== undefined;
}
