import type { Severity } from '../../manifest/finding';
import { knownSecretIn } from './formats';
import { isOftenRandom, secretName, type SecretName } from './names';
import { isKeyLike, isLiteral, isNameLike, isPin, isRandom } from './values';

/** Something secret that stands in a manifest. */
export interface Leak {
  /** What it is, for a sentence; never the secret itself. */
  readonly what: string;
  readonly severity: Severity;
}

/** A secret that is known by how it looks. */
export function leakIn(text: string): Leak | undefined {
  const known = knownSecretIn(text);
  if (!known) return undefined;
  const start = known.start === undefined ? '' : ` ('${known.start.slice(0, 4)}…')`;
  return { what: known.what + start, severity: 'error' };
}

/** A secret by what it is called, and how it looks. */
export function leakNamed(name: string, value: string): Leak | undefined {
  const known = leakIn(value);
  if (known) return known;
  const kind = secretName(name);
  if (kind) return isSecretOf(kind, value) ? { what: 'a literal value', severity: severityOf(value) } : undefined;
  return isKeyLike(value) && !isOftenRandom(name)
    ? { what: 'a long random value, as keys are', severity: 'warning' }
    : undefined;
}

/** A value that by its name and its look is secret is hardly anything else; by its name alone, it may be. */
function severityOf(value: string): Severity {
  return isRandom(value) ? 'error' : 'warning';
}

function isSecretOf(kind: SecretName, value: string): boolean {
  if (kind === 'sure') return isLiteral(value) || isPin(value);
  return isLiteral(value) && !isNameLike(value);
}

const OPTION = /(?:^|\s)--?([A-Za-z][\w.-]*)(?:=|\s+)(["']?)([^\s"']+)\2/g;
const ASSIGNMENT = /(?:^|[\s;&|("'])([A-Za-z_]\w*)=(["']?)([^\s"';|&)]+)\2/g;
const LOGIN_OPTIONS = [
  /\bcurl\b[^|;\n]*\s(?:-u|--user)[ =]?["']?[^\s:"'$]+:([^\s"']+)/,
  /\bmysql\w*\b[^|;\n]*\s-p([^\s"'$]+)/,
  /\bsshpass\s+-p\s*["']?([^\s"']+)/,
  /\bredis-cli\b[^|;\n]*\s-a\s+["']?([^\s"']+)/,
];

/** A secret in one argument of a command, which may be a whole script. */
export function leakInArgument(argument: string): Leak | undefined {
  const known = leakIn(argument);
  if (known) return known;
  for (const pattern of [OPTION, ASSIGNMENT])
    for (const [, name = '', , value = ''] of argument.matchAll(pattern)) {
      const leak = leakOfOption(name, value);
      if (leak) return leak;
    }
  const login = LOGIN_OPTIONS.map((pattern) => pattern.exec(argument)?.[1]).find(
    (password) => password !== undefined && isLiteral(password.replace(/["']$/, '')),
  );
  return login === undefined ? undefined : { what: 'a password', severity: 'warning' };
}

/** A secret in an option whose value is an argument of its own. */
export function leakOfOption(name: string, value: string): Leak | undefined {
  const kind = secretName(name);
  return kind && !value.startsWith('-') && isSecretOf(kind, value) && !(kind === 'likely' && isNameOf(name, value))
    ? { what: `a literal value for '${name}'`, severity: severityOf(value) }
    : undefined;
}

/** Whether an option for a Secret or a token only says which: `--tls-secret=web`. */
function isNameOf(name: string, value: string): boolean {
  return /(?:secret|credentials?)$/i.test(name) && /^[a-z][a-z]*$/.test(value);
}

/** How settings are written in files; without a key, the value is a password. */
const SETTINGS: readonly RegExp[] = [
  /^[ \t]*(?:export[ \t]+)?["']?(?<key>[A-Za-z][\w.-]*)["']?[ \t]*[:=][ \t]*(?<quote>["']?)(?<value>[^\s"',;#]+)\k<quote>[ \t]*[,;]?[ \t]*$/gm,
  // Redis has a space between name and value, and so have the logins of curl and others.
  /^[ \t]*(?<key>requirepass|masterauth)[ \t]+(?<quote>["']?)(?<value>[^\s"']+)\k<quote>[ \t]*$/gm,
  /\b(?:machine\s+\S+|default)\s+login\s+\S+\s+password\s+(?<value>\S+)/g,
];
/** JSON, which may be all on one line; in other files the same may be an example in a comment. */
const JSON_PAIR = /"(?<key>[A-Za-z][\w.-]*)"\s*:\s*"(?<value>[^"\s]+)"/g;
/** The logins of PostgreSQL, which nothing but the name of the file tells from other lines. */
const PGPASS = { file: /pgpass/i, line: /^(?:[^:\n]+:){4}(?<value>[^\s:]+)$/gm };
const HINT = /pass|pwd|key|secret|token|masterauth/i;
const PROGRAM = /\.(?:sh|bash|py|js|mjs|ts|lua|rb|go|pl|php|ps1|sql|rego|tpl|tmpl|gotmpl|star|md|json5|html|css)$/i;

/** A secret in a file of settings. */
export function leakInFile(name: string, content: string): Leak | undefined {
  const known = leakIn(content);
  if (known || PROGRAM.test(name) || !(HINT.test(content) || PGPASS.file.test(name))) return known;
  let found: Leak | undefined;
  for (const form of formsOf(name, content))
    for (const { groups } of content.matchAll(form)) {
      const { key = 'password', value = '' } = groups ?? {};
      if (!isSecretSetting(key, value)) continue;
      const leak = { what: `a literal value for '${key}'`, severity: severityOf(value) };
      if (leak.severity === 'error') return leak;
      found ??= leak;
    }
  return found;
}

function formsOf(name: string, content: string): readonly RegExp[] {
  if (PGPASS.file.test(name)) return [PGPASS.line];
  // A section of an INI file begins like a list.
  return /^\s*(?:\{|\[\s*[{"])/.test(content) ? [JSON_PAIR] : SETTINGS;
}

function isSecretSetting(key: string, value: string): boolean {
  const kind = key === 'masterauth' ? 'sure' : secretName(key);
  return kind !== undefined && (kind === 'sure' || isRandom(value)) && isSecretOf('sure', value) && !isCode(key, value);
}

/** Whether what follows a name is another name, or the label of a form: `login.password: Password`. */
function isCode(key: string, value: string): boolean {
  const [name, word] = [key.toLowerCase(), value.toLowerCase()];
  const isLabel = name === word || (/^[A-Z]/.test(value) && name.endsWith(word));
  return isLabel || /[()[\]{}$]|^[a-z]+(?:\.[a-z]\w*)+$/i.test(value);
}
