/**
 * How text begins that stands for a value which must not be read here. A secret key that is concatenated into a string
 * leaves such text behind, so that the leak is found wherever the string went; one that is rendered is always an error.
 */
export const SECRET_MARK = '\u27e6secret ';
const CLOSE = '\u27e7';
const MARKER = new RegExp(`${SECRET_MARK}([^${CLOSE}]*)${CLOSE}`, 'g');

/** The text that a secret's key turns into when it is used as plain text. */
export function secretMarker(secret: string, key: string): string {
  return `${SECRET_MARK}${secret}/${key}${CLOSE}`;
}

/** The secrets, each as `name/key`, that were used as plain text in a string. */
export function secretsIn(text: string): readonly string[] {
  return text.includes(SECRET_MARK) ? Array.from(text.matchAll(MARKER), ([, secret]) => secret ?? '') : [];
}
