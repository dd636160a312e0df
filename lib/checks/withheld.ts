import { isList, isObject, valueAt, type Json, type JsonPath } from '../manifest/json';
import { secretName } from './security/secret-names';
import { leakIn, leakInArgument, leakInFile } from './security/secret-search';
import { isLiteral, isNameLike, isPin } from './security/secret-values';

/** What a report has in place of a value that may be secret. */
const WITHHELD = '…';

/** What of a Secret everybody may know; all else is its data, also where it is called otherwise by mistake. */
const OPEN_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata', 'type', 'immutable']);
/** A copy of the whole object, as a text. */
const COPY = 'kubectl.kubernetes.io/last-applied-configuration';

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

/** @param at - the place that the sentences are about, if they are about one */
export function censorOf(manifest: Json, at: JsonPath | undefined): Censor {
  return (sentence) => {
    const secrets = [
      ...secretsOf((at && valueAt(manifest, at)) ?? null, surroundingsAt(manifest, at ?? []), (text) =>
        isIn(text, sentence),
      ),
      ...secretsOf(manifest, surroundingsAt(manifest, []), (text) => text.length >= TELLING && isIn(text, sentence)),
    ];
    // Of two that begin alike, the longer one is taken out whole.
    return secrets.sort((a, b) => b.length - a.length).reduce(withoutSecret, sentence);
  };
}

function isIn(text: string, sentence: string): boolean {
  return text !== '' && (sentence.includes(text) || sentence.includes(escaped(text)));
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

/** What may be secret in a value, as far as it matters. */
function secretsOf(value: Json, surroundings: Surroundings, matters: (text: string) => boolean): readonly string[] {
  if (isList(value)) {
    return value.flatMap((item, index) => secretsOf(item, inside(value, index, surroundings), matters));
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, child]) => secretsOf(child, inside(value, key, surroundings), matters));
  }
  // Most values are in no sentence, so that nothing else has to be known of them.
  return matters(String(value)) && mayBeSecret(value, surroundings) ? [String(value)] : [];
}

function surroundingsAt(manifest: Json, at: JsonPath): Surroundings {
  const isOfSecret = isObject(manifest) && manifest['kind'] === 'Secret';
  const [field = 'kind'] = at;
  let surroundings: Surroundings = { name: '', isSecret: isOfSecret && !OPEN_FIELDS.has(String(field)) };
  let value: Json | undefined = manifest;
  for (const step of at) {
    if (value !== undefined) surroundings = inside(value, step, surroundings);
    value = valueAt(value, [step]);
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
  const given = isObject(value) && step === 'value' ? value['name'] : undefined;
  const called = typeof given === 'string' ? given : step;
  const isOfSecret = isObject(value) && value['kind'] === 'Secret' && 'apiVersion' in value && !OPEN_FIELDS.has(step);
  return { name: called, isSecret: isSecret || isOfSecret || step === COPY || secretName(called) === 'sure' };
}

function mayBeSecret(value: Json, { name, isSecret }: Surroundings): boolean {
  if (typeof value !== 'string' && typeof value !== 'number') return false;
  const text = String(value);
  if (text === '') return false;
  if (isSecret) return true;
  if (secretName(name) && (isLiteral(text) || isPin(text)) && !isNameLike(text)) return true;
  return (leakIn(text) ?? leakInArgument(text) ?? leakInFile(name, text)) !== undefined;
}
