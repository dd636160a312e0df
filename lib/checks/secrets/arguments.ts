import type { Json } from '../../manifest/json';
import { isSecretOf, leakIn, leakOf, type Leak } from './leak';
import { secretName } from './names';
import { isSecretSetting, leakInJson } from './settings';
import { isLiteral } from './values';

const OPTION = /(?:^|\s)--?([A-Za-z][\w.-]*)(?:=|\s+(?!-))(["']?)([^\s"']+)\2/g;
/** It may itself be the value of an option, `--set=auth.password=x`, or one of many, `host=x,password=y`. */
const ASSIGNMENT = /(?:^|[\s;&|("',=])([A-Za-z_][\w.-]*)=(["']?)([^\s"',;|&)]+)\2/g;
/** Of what is between a program and its option, only so much: a line of a megabyte may name the program everywhere. */
const LOGIN_OPTIONS = [
  /\bcurl\b[^|;\n]{0,500}\s(?:-u|--user)[ =]?["']?[^\s:"'$]+:([^\s"']+)/,
  /(?:^|[\s/;&|("'])mysql(?:admin|dump|check|import|show)?\s(?:[^|;\n]{0,500}\s)?-p([^\s"'$]+)/,
  /\b(?:mongo(?:sh|dump|restore)?|docker login)\s(?:[^|;\n]{0,500}\s)?-p\s+["']?([^\s"'$]+)/,
  /\bldap(?:search|add|modify|delete|passwd|whoami)\s(?:[^|;\n]{0,500}\s)?-w\s+["']?([^\s"'$]+)/,
  /\bopenssl\s[^|;\n]{0,500}\s-pass(?:in|out)?\s+["']?pass:([^\s"'$]+)/,
  /\bsshpass\s+-p\s*["']?([^\s"']+)/,
  /\bredis-cli\b[^|;\n]{0,500}\s-a\s+["']?([^\s"']+)/,
];

/** What is in all settings. */
const SETTING = /=|(?:^|\s)-/;

/** What a line gives names to. */
function settingsIn(line: string): readonly { readonly name: string; readonly value: string }[] {
  if (!SETTING.test(line)) return [];
  return [OPTION, ASSIGNMENT].flatMap((pattern) =>
    Array.from(line.matchAll(pattern), ([, name = '', , value = '']) => ({ name, value })),
  );
}

/** A secret in one argument of a command, which may be a whole script. */
export function leakInArgument(argument: string): Leak | undefined {
  const known = leakIn(argument) ?? leakInJson(argument);
  if (known) return known;
  for (const { name, value } of settingsIn(argument)) {
    const leak = leakOfOption(name, value);
    if (leak) return leak;
  }
  return hasLogin(argument) ? LOGIN : undefined;
}

/** A secret among the options of a program, or other settings in one line, that stand in a text of any name. */
export function leakInOptions(line: string): Leak | undefined {
  const found = settingsIn(line).find(({ name, value }) => isSecretSetting(name, value));
  return found ? leakOf(found.name, found.value) : leakInJson(line);
}

const LOGIN: Leak = { what: 'a password', severity: 'warning' };

/** Whether a command line gives a password to a well-known program. */
function hasLogin(line: string): boolean {
  return LOGIN_OPTIONS.some((pattern) => {
    const password = pattern.exec(line)?.[1]?.replace(/["']$/, '');
    return password !== undefined && isLiteral(password);
  });
}

/** A secret in an option whose value is an argument of its own. */
function leakOfOption(name: string, value: string): Leak | undefined {
  const kind = secretName(name);
  return kind && !value.startsWith('-') && isSecretOf(kind, value) && !(kind === 'likely' && isNameOf(name, value))
    ? leakOf(name, value)
    : undefined;
}

/** Whether an option for a Secret or a token only says which: `--tls-secret=web`. */
function isNameOf(name: string, value: string): boolean {
  return /(?:secret|credentials?)$/i.test(name) && /^[a-z]+(?:-[a-z]+)*$/.test(value);
}

/** The arguments of a command that hold a secret. */
export function leaksInCommand(command: readonly Json[]): readonly { readonly index: number; readonly leak: Leak }[] {
  const words = command.map((argument) => (typeof argument === 'string' ? argument : ''));
  const login = loginAt(words);
  return words.flatMap((argument, index) => {
    const [, option] = /^--?([A-Za-z][\w.-]*)$/.exec(words[index - 1] ?? '') ?? [];
    const leak =
      leakInArgument(argument) ??
      (option === undefined ? undefined : leakOfOption(option, argument)) ??
      (index === login ? LOGIN : undefined);
    return leak ? [{ index, leak }] : [];
  });
}

/** The argument with which a command gives a password to a well-known program. */
function loginAt(words: readonly string[]): number | undefined {
  return hasLogin(words.join(' '))
    ? words.findIndex((_, index) => hasLogin(words.slice(0, index + 1).join(' ')))
    : undefined;
}
