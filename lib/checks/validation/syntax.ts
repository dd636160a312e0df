import { LABELS } from '../../manifest/label-rules';
import { isAllowed, nameRule } from '../../manifest/names';
import type { Breach } from '../check';
import type { Context } from '../context';
import type { Field } from './field';

/** What text may be. */
export interface Syntax {
  readonly is: (text: string) => boolean;
  readonly want: string;
}

function named(kind: string): Syntax {
  const rule = nameRule(kind);
  return { is: (text) => isAllowed(text, rule), want: rule.want };
}

export const DNS_LABEL = named('Namespace');
export const DNS_SUBDOMAIN = named('ConfigMap');
export const DNS_1035_LABEL = named('Service');
export const PATH_SEGMENT: Syntax = {
  is: (text) => text !== '.' && text !== '..' && !/[/%]/.test(text),
  want: "text without '/' and '%', and neither '.' nor '..'",
};

export const QUALIFIED_NAME: Syntax = {
  is: LABELS.isKey,
  want: "at most 63 letters, digits, '-', '_' and '.', after an optional DNS name and '/'",
};

export const LABEL_VALUE: Syntax = { is: LABELS.isValue, want: LABELS.values };

export const PORT_NAME: Syntax = {
  is: (text) => text.length <= 15 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text) && /[a-z]/.test(text),
  want: "at most 15 lower-case letters, digits and single '-', at least one letter, and no '-' at either end",
};

export const KEY: Syntax = {
  is: (text) => text.length <= 253 && /^[-._a-zA-Z0-9]+$/.test(text) && text !== '.' && !text.startsWith('..'),
  want: "at most 253 letters, digits, '-', '_' and '.', not starting with '..'",
};

export const HOST: Syntax = {
  is: (text) => (text.startsWith('*.') ? DNS_SUBDOMAIN.is(text.slice(2)) : DNS_SUBDOMAIN.is(text)),
  want: "a DNS name in lower case, whose first part alone may be '*'",
};

export const HEADER: Syntax = {
  is: (text) => /^[-A-Za-z0-9]+$/.test(text),
  want: "letters, digits and '-'",
};

const OLD_VARIABLE: Syntax = {
  is: (text) => /^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(text) && text !== '.' && !text.startsWith('..'),
  want: "letters, digits, '_', '-' and '.', not starting with a digit",
};

const VARIABLE: Syntax = {
  is: (text) => /^[\x20-\x3c\x3e-\x7e]+$/.test(text),
  want: "printable ASCII characters other than '='",
};

/** Names of environment variables: since 1.32 they may be nearly anything. */
export function variableSyntax(context: Context): Syntax {
  return context.isAtLeast('1.32') ? VARIABLE : OLD_VARIABLE;
}

/** That text is not what it may be; nothing is said of no text. */
export function misspelt(field: Field, syntax: Syntax, what: string): readonly Breach[] {
  const { text } = field;
  if (text === '' || syntax.is(text)) return [];
  return [field.breach(`'${text}' cannot be ${what}.`, { want: syntax.want })];
}

/** That a text which has to be there is empty; a missing one is what the schema speaks of, unless it does not ask. */
export function missing(
  field: Field,
  message: string,
  advice: { want?: string; fix?: string } = {},
): readonly Breach[] {
  return field.isFilled ? [] : [field.breach(message, advice)];
}

/** That a text which the schema asks for is there, and empty. */
export function empty(field: Field, message: string, advice: { want?: string; fix?: string } = {}): readonly Breach[] {
  return field.value === '' ? [field.breach(message, advice)] : [];
}
