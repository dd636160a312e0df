import { isSecretOf, leakIn, leakOf, type Leak } from './leak';
import { secretName } from './names';
import { isRandom } from './values';

/** How settings are written in files; without a key, the value is a password. */
const SETTINGS: readonly RegExp[] = [
  // The logins of npm are named after a registry: `//registry.example/:_authToken=…`.
  /^[ \t]*(?:-[ \t]+|export[ \t]+|\/\/\S+:)?["']?(?<key>[A-Za-z_][\w.-]*)["']?[ \t]*(?:=>|[:=])[ \t]*(?<quote>["']?)(?<value>[^\s"',;#]+)\k<quote>(?:[ \t]*[,;])?[ \t]*(?:(?<=[ \t])#.*)?\r?$/gm,
  // Many on one line: `{ user: app, password: x }`.
  /[{,=][ \t]*["']?(?<key>[A-Za-z_][\w.-]*)["']?[ \t]*(?:=>|[:=])[ \t]*(?<quote>["']?)(?<value>[^\s"',;#{}]{1,200})\k<quote>[ \t]*(?=[,}])/g,
  // Redis, OpenLDAP and Fluentd have a space between name and value, and so have the logins of curl and others.
  /^[ \t]*(?<key>requirepass|masterauth|rootpw|password)[ \t]+(?<quote>["']?)(?<value>[^\s"']+)\k<quote>[ \t]*$/gm,
  /\b(?:machine\s+\S+|default)\s+login\s+\S+\s+password\s+(?<value>\S+)/g,
];
const XML: readonly RegExp[] = [
  /<(?<key>[A-Za-z][\w.-]*)>\s*(?<value>[^<>\s]+)\s*<\/\k<key>>/g,
  /<name>\s*(?<key>[A-Za-z][\w.-]*)\s*<\/name>\s*<value>\s*(?<value>[^<>\s]+)\s*<\/value>/g,
  /\s(?<key>[A-Za-z][\w.-]*)="(?<value>[^"\s<>]+)"(?=[\s/>])/g,
];
/** JSON, which may be all on one line; in other files the same may be an example in a comment. */
const JSON_PAIRS: readonly RegExp[] = [/"(?<key>[A-Za-z][\w.-]*)"\s*:\s*"(?<value>[^"\s]+)"/g];
/** The logins of PostgreSQL, which nothing but the name of the file tells from other lines. */
const PGPASS = { file: /pgpass/i, line: /^(?:[^:\n]+:){4}(?<value>[^\s:]+)$/gm };
/** What is quoted in a program, of which only what looks random can be told from names and examples. */
const QUOTED: readonly RegExp[] = [
  /(?<![\w.-])["']?(?<key>[A-Za-z_]\w*)["']?\s*(?:=>|[:=])\s*(?<quote>["'])(?<value>[^"'\s]+)\k<quote>/g,
];
const HINT = /pas|pwd|rootpw|key|secret|token|masterauth/i;
const PROGRAM =
  /\.(?:sh|bash|py|js|mjs|ts|lua|rb|go|pl|php|ps1|sql|rego|tpl|tmpl|gotmpl|star|md|json5|html|css|graphql|gql|proto)$/i;

/** A secret in a file of settings. */
export function leakInFile(name: string, content: string): Leak | undefined {
  const known = leakIn(content);
  if (known || !(HINT.test(content) || PGPASS.file.test(name))) return known;
  if (!PROGRAM.test(name)) return leakInForms(formsOf(name, content), content);
  const leak = leakInForms(QUOTED, content);
  return leak?.severity === 'error' ? leak : undefined;
}

/** A secret in a text that is JSON, or ends with it. */
export function leakInJson(text: string): Leak | undefined {
  return text.includes('{') && HINT.test(text) ? leakInForms(JSON_PAIRS, text) : undefined;
}

function formsOf(name: string, content: string): readonly RegExp[] {
  if (PGPASS.file.test(name)) return [PGPASS.line];
  // A section of an INI file begins like a list, and one of Fluentd like an element.
  if (/^\s*(?:\{|\[\s*[{"])/.test(content)) return JSON_PAIRS;
  return /^\s*</.test(content) ? [...XML, ...SETTINGS] : SETTINGS;
}

function leakInForms(forms: readonly RegExp[], content: string): Leak | undefined {
  let found: Leak | undefined;
  for (const form of forms)
    for (const { groups } of content.matchAll(form)) {
      const { key = 'password', value = '' } = groups ?? {};
      if (!isSecretSetting(key, value)) continue;
      const leak = leakOf(key, value);
      if (leak.severity === 'error') return leak;
      found ??= leak;
    }
  return found;
}

/** Whether a setting is secret: one that may be the name of a Secret is one only where it looks random. */
export function isSecretSetting(key: string, value: string): boolean {
  const kind = secretName(key);
  return kind !== undefined && (kind === 'sure' || isRandom(value)) && isSecretOf('sure', value) && !isCode(key, value);
}

/** Whether what follows a name is code, another name, or the label of a form. */
function isCode(key: string, value: string): boolean {
  return /[()[\]{}$]|^[a-z]+(?:\.[a-z]\w*)+$/i.test(value) || isNameIn(key, value) || isLabel(key, value);
}

/** Whether a value is what something secret is called elsewhere: `secretKey: password`, `password: user_password`. */
function isNameIn(key: string, value: string): boolean {
  if (/key$/i.test(key) && secretName(value) !== undefined) return true;
  return HINT.test(value) && /^[A-Za-z]+(?:_[A-Za-z]+)+$|^[a-z]+(?:[A-Z][a-z]+)+$/.test(value);
}

/** Whether a value is what people read beside a field: `login.password: Kennwort`. */
function isLabel(key: string, value: string): boolean {
  return key.toLowerCase() === value.toLowerCase() || /^[A-Z][a-z]+(?:-[a-z]+)*$/.test(value);
}
