import { isList, isObject, type Json } from './json';

/**
 * Values that are known only when the objects are deployed: the address of a database that does not exist yet. Each
 * has a name, and a placeholder that goes through every construct and every string until a renderer puts the value in
 * its place.
 */
export interface Token {
  /** Letters, digits, `.`, `_` and `-`: `database.address`. */
  readonly name: string;
  readonly type: TokenType;
}

/** What stands in the place in the end: text, possibly within other text; a number; the items of a list of texts. */
export type TokenType = 'text' | 'number' | 'list';

// Without a space, at which others would split or fold a text.
const WORD = 'stackwright-token';
const PLACEHOLDER = new RegExp(`\\{\\{${WORD}\\.(text|list|checksum)\\.([\\w.-]+)\\}\\}`, 'g');
const NAME = /^[A-Za-z0-9_][\w.-]*$/;

// Numbers of this range stand for themselves nowhere: too large for every field that Kubernetes has, and still exact.
const FIRST = 8_135_790_000_000_000;
const COUNT = 1_000_000_000;
const PREFIX = '8135790';
const NUMBER = `${PREFIX}\\d{9}`;
const DIGITS = new RegExp(`(?<!\\d)${NUMBER}(?!\\d)`, 'g');

// What a placeholder number is called: a table of a pure function, filled as it is asked.
const numbers = new Map<number, string>();

export function isTokenName(name: string): boolean {
  return NAME.test(name);
}

/** The placeholder of a text. */
export function textToken(name: string): string {
  return `{{${WORD}.text.${name}}}`;
}

/** The placeholder of a list of texts: a list with one item. */
export function listToken(name: string): string[] {
  return [`{{${WORD}.list.${name}}}`];
}

/**
 * The placeholder of a number: always the same for a name, whatever other tokens there are.
 * @throws Error where another name has it, which happens once in a billion
 */
export function numberToken(name: string): number {
  let hash = 0x811c9dc5;
  for (const letter of name) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  const number = FIRST + (hash % COUNT);
  const other = numbers.get(number);
  if (other !== undefined && other !== name) {
    throw new Error(`The tokens '${other}' and '${name}' cannot be told apart. Give one of them another name.`);
  }
  numbers.set(number, name);
  return number;
}

/** The placeholder of a checksum over content that holds tokens: see `Checksums`. */
export function checksumToken(id: string): string {
  return `{{${WORD}.checksum.${id}}}`;
}

/** Content whose checksum is taken when the tokens in it are known, by the id in the placeholder. */
export type Checksums = ReadonlyMap<string, Json>;

/** The number's token, where it is a placeholder. */
export function tokenOfNumber(value: number): Token | undefined {
  const name = numbers.get(value);
  return name === undefined ? undefined : { name, type: 'number' };
}

/** Whether a number is the placeholder of one, or was before somebody did arithmetic with it. */
export function isNumberToken(value: unknown): boolean {
  return typeof value === 'number' && value >= FIRST && value < FIRST + COUNT;
}

/** A piece of a text: as it is, or the placeholder of a token or of a checksum. */
export interface Part {
  readonly text: string;
  readonly token?: Token;
  /** Id of the content: see `Checksums`. */
  readonly checksum?: string;
}

/** Takes a text apart at its placeholders; one that is plain is a single part. */
export function partsOf(text: string): readonly Part[] {
  if (!mayHold(text)) return [{ text }];
  const parts: Part[] = [];
  let end = 0;
  for (const found of placeholdersIn(text)) {
    if (found.index > end) parts.push({ text: text.slice(end, found.index) });
    parts.push(placeholder(found));
    end = found.index + found[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}

function placeholder([text, type, name = '']: RegExpExecArray): Part {
  if (type === 'checksum') return { text, checksum: name };
  if (type === 'text' || type === 'list') return { text, token: { name, type } };
  const token = tokenOfNumber(Number(text));
  return token ? { text, token } : { text };
}

function mayHold(text: string): boolean {
  return text.includes(WORD) || (numbers.size > 0 && text.includes(PREFIX));
}

function placeholdersIn(text: string): readonly RegExpExecArray[] {
  const found = [...text.matchAll(PLACEHOLDER), ...text.matchAll(DIGITS)];
  return found.sort((a, b) => a.index - b.index);
}

/** The tokens in one value; those in what it holds are not looked for. */
export function tokensAt(value: Json | undefined): readonly Token[] {
  if (typeof value === 'number') {
    const token = tokenOfNumber(value);
    return token ? [token] : [];
  }
  if (typeof value !== 'string' || !mayHold(value)) return [];
  return partsOf(value).flatMap(({ token }) => token ?? []);
}

/** Whether something waits for its value in one text or number: a token, or a checksum over tokens. */
export function isOpen(value: Json | undefined): boolean {
  if (typeof value === 'number') return tokenOfNumber(value) !== undefined;
  return typeof value === 'string' && mayHold(value) && partsOf(value).some(isPlaceholder);
}

function isPlaceholder({ token, checksum }: Part): boolean {
  return token !== undefined || checksum !== undefined;
}

/** Whether something waits for its value anywhere in `value`. */
export function holdsTokens(value: Json): boolean {
  if (isList(value)) return value.some(holdsTokens);
  if (isObject(value)) return Object.entries(value).some(([key, child]) => isOpen(key) || holdsTokens(child));
  return isOpen(value);
}

/** The same with all tokens alike: what does not depend on how they are called. */
export function withoutTokenNames(value: Json): Json {
  if (isList(value)) return value.map(withoutTokenNames);
  if (isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, withoutTokenNames(child)]));
  }
  if (typeof value === 'number') return isNumberToken(value) ? '{{number}}' : value;
  if (typeof value !== 'string' || !mayHold(value)) return value;
  return partsOf(value)
    .map((part) => (isPlaceholder(part) ? '{{text}}' : part.text))
    .join('');
}

/** A text for people: with the names of the tokens in the place of their placeholders. */
export function withTokenNames(text: string): string {
  if (!mayHold(text)) return text;
  const named = partsOf(text).map(({ text, token, checksum }) =>
    token ? `<${token.name}>` : checksum === undefined ? text : '<checksum>',
  );
  return named.join('');
}

/**
 * Whether a text holds what was a placeholder before somebody changed it: cut off, in capitals, encoded for a URL, in
 * base64; or a number that is the result of arithmetic, or has more digits before or after it.
 */
export function holdsChangedToken(text: string): boolean {
  const plain = partsOf(text).filter((part) => !isPlaceholder(part));
  return plain.some((part) => CHANGED.test(part.text) || (numbers.size > 0 && CHANGED_NUMBER.test(part.text)));
}

/** The same for a number. */
export function isChangedToken(value: number): boolean {
  return numbers.size > 0 && isNumberToken(value) && tokenOfNumber(value) === undefined;
}

/** The word in base64, at each of the three places in which it may start. */
const BASE64 = [0, 1, 2].map((shift) => {
  const encoded = Buffer.from('x'.repeat(shift) + WORD).toString('base64');
  return encoded.slice(shift === 0 ? 0 : 4, -4);
});
const MARKS = [WORD, '\\{\\{stackw', ...BASE64];
const CHANGED = new RegExp(MARKS.join('|'), 'i');
const CHANGED_NUMBER = new RegExp(NUMBER);
/** What a placeholder leaves in a text, whatever became of it: the source of a regular expression, case aside. */
export const TOKEN_MARK = [...MARKS, NUMBER].join('|');
