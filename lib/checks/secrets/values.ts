const REFERENCE =
  /\$\(|^`|\$__\w+\{|\$\{|\{\{|%\(|%s|^\$\w+$|\u27e6|^<.*>$|^\[.*\]$|^\{.*\}$|^%\w+%$|^__\w+__$|^@\w+@$/;
const STAND_IN =
  /^(?:[xX*.•-]+|\?+|(?:insert|enter|put|add|set|replace|your|my)[-_ ]?(?:your|me|with|here|this|own)?[-_ ].*(?:here|name)|your[-_].*|<.*|replace[-_]?(?:me|this|with.*)|redacted|hidden|masked|placeholder|todo|tbd|fixme|dummy|n\/a)$/i;

/** Whether a text stands for a value that is put in its place elsewhere. */
export function isPlaceholder(text: string): boolean {
  return REFERENCE.test(text) || STAND_IN.test(text);
}

const WORDS: ReadonlySet<string> = new Set([
  'true',
  'false',
  'yes',
  'no',
  'on',
  'off',
  'none',
  'null',
  'nil',
  'undefined',
  'enabled',
  'disabled',
  'enable',
  'disable',
  'optional',
  'required',
  'always',
  'never',
  'auto',
  'default',
  'string',
  'str',
  'text',
  'file',
  'env',
  'vault',
  'jwt',
  'oauth',
  'oauth2',
  'bearer',
  'basic',
  'kubernetes',
]);

const ELSEWHERE =
  /^(?:[./~]|[A-Za-z]:\\|file:|env:|ref\+|op:\/\/|arn:|vault:|secret:\/\/|ssm:|aws(?:sm|-sm|ssm|kms)?:|gcp(?:sm|-sm|-secrets?)?:|azurekeyvault|projects\/[\w-]+\/secrets\/|secretsmanager:|sops:|[a-z][a-z0-9+.-]*:\/\/)/i;
const ENCRYPTED = /^(?:ENC[[(]|\{cipher\}|AQICAH|Ag[A-Z][A-Za-z0-9+/]{80}|\$ANSIBLE_VAULT|\{(?:S?SHA|MD5|CRYPT)\})/;
const HASH = /^(?:[\w.-]+:)?\$(?:2[abxy]|argon2\w*|[156y]|apr1|scrypt|pbkdf2[\w-]*)\$|^sha(?:1|256|384|512)[:-]/;
/** How a password is kept, which is what `password_encryption` and its like ask for. */
const METHOD = /^(?:scram-)?sha-?\d{1,3}$|^(?:md5|bcrypt|scrypt|argon2(?:i|d|id)|pbkdf2|plain(?:text)?)$/i;
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const MEASURE = /^-?\d+(?:\.\d+)?\s*(?:ms|s|m|h|d|w|%|[KMG]i?B?)?$/i;

/** Whether a value may itself be what is secret: no path, no reference, no setting, nothing encrypted. */
export function isLiteral(value: string): boolean {
  const trimmed = value.trim();
  if (trimmed === '' || WORDS.has(trimmed.toLowerCase()) || isPlaceholder(trimmed)) return false;
  if (ELSEWHERE.test(trimmed) || ENCRYPTED.test(trimmed) || HASH.test(trimmed)) return false;
  return !UUID.test(trimmed) && !MEASURE.test(trimmed) && !METHOD.test(trimmed);
}

/** Whether a value is a number that somebody chose for a password: `123456`. */
export function isPin(value: string): boolean {
  return /^\d{4,}$/.test(value.trim());
}

/** Whether a value is like the name of a Secret, perhaps with its namespace: `shop/database-login`. */
export function isNameLike(value: string): boolean {
  return /^[a-z0-9][a-z0-9.-]*(?:\/[a-z0-9][a-z0-9./-]*$|[-.](?:secrets?|tokens?|tls|certs?|certificate|ca|credentials?|creds|config|keys?|auth|login|password|env)$)/.test(
    value,
  );
}

/** Whether a value looks as if a machine made it. */
export function isRandom(value: string): boolean {
  if (/^[0-9a-f]{32,}$/i.test(value)) return entropy(value) > 3;
  if (value.length < 16 || !/^[\w+/=.!@#%^&*~-]+$/.test(value)) return false;
  return hasThreeClasses(value) && entropy(value) > 3.4 && !/[a-z]{7}/.test(value);
}

/** Whether a value is so long and random that it is a key, whatever it is called. */
export function isKeyLike(value: string): boolean {
  if (!/^[\w+/-]{32,}={0,2}$/.test(value) || !hasThreeClasses(value) || /[a-z]{6}|[A-Z]{9}/.test(value)) return false;
  return entropy(value) > 4.2 && !isEncodedText(value);
}

function hasThreeClasses(value: string): boolean {
  return /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
}

/** Whether a value is text in base64. */
function isEncodedText(value: string): boolean {
  return textInBase64(value) !== undefined;
}

/** The text that a value is in base64; undefined where it is something else. */
export function textInBase64(value: string): string | undefined {
  const decoded = Buffer.from(value, 'base64').toString('latin1');
  return /^[\t\n\r\x20-\x7e]*$/.test(decoded) ? decoded : undefined;
}

/** How many bits each letter of a text tells, by how often the letters are in it. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
