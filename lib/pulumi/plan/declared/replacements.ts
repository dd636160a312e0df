import { membersOf } from './members';
import { declaringFile } from './package';

const NONE: ReadonlySet<string> = new Set();
const found = new Map<string, ReadonlySet<string>>();

/**
 * The inputs of a type of resource of which the documentation in the installed SDK says that a change makes a new
 * resource, whatever the change. Top-level names only: `engine`, not `vpcConfig.subnetIds`. Far from all: much is
 * replaced of which the documentation says nothing. Empty for types that no installed package declares.
 */
export function declaredReplacements(type: string, folder: string): ReadonlySet<string> {
  const file = declaringFile(type, folder);
  if (!file) return NONE;
  const key = `${folder}\n${type}`;
  const known = found.get(key);
  if (known) return known;
  const inputs = membersOf(file.declarations, `export interface ${file.token.name}Args {`) ?? [];
  const names = inputs.filter(({ doc }) => saysReplacement(doc)).map(({ name }) => name);
  const replacements = new Set(names);
  found.set(key, replacements);
  return replacements;
}

const CHANGE = String.raw`(?:chang|modif|updat|edit)\w*`;
const AGAIN = String.raw`(?:re-?creat(?:ion|ing|ed?)\b|replacement\b|replaced\b|replaces\b|destroyed and)`;
const NEW = String.raw`(?:a |the )?new (?:resource|\w+ to be created)`;

const REPLACES: readonly RegExp[] = [
  new RegExp(
    String.raw`\bforc(?:es?|ing)\b(?: \w+){0,3}? (?:${NEW}|${AGAIN}|creation of a new|to create (?:a )?new)`,
    'i',
  ),
  new RegExp(
    String.raw`\b${CHANGE}\b.*\b(?:creates?|causes?|triggers?|requires?|results? in|forces?) (?:\w+ ){0,2}?(?:${NEW}|${AGAIN})`,
    'i',
  ),
  new RegExp(String.raw`\b${CHANGE}\b.*\b(?:re-?creates?|replaces?) the\b`, 'i'),
  new RegExp(String.raw`\b${CHANGE}\b.*\bwill (?:re-?create|replace)\b`, 'i'),
  new RegExp(String.raw`\b${CHANGE}\b.*\bto be (?:destroyed|re-?created|replaced)\b`, 'i'),
];

/** What only some changes do, and what is said against it. */
const LIMITS =
  /\b(?:not|never|no longer|without|cannot|n't|unnecessary|avoid\w*|prevent\w*|may|might|can|if|when|whenever|unless|once|after|until|during|except\w*|removing|removed|adding|decreas\w*|enabling|disabling|enabled|disabled|lower|downgrad\w*|between|from|empty|with)\b/i;
/** No limits: any change. */
const ANY_CHANGE = new RegExp(
  String.raw`\b(?:if|when|whenever|once|after) (?:it is |it's |this is |${'`[^`]*`'} is |the value is )?(?:${CHANGE})`,
  'gi',
);
/** What is said of a field inside: "`databaseName` - (Required, forces new resource) …". */
const OTHER_FIELD = /^\W*`?[\w.]+`? ?[-:–] ?\(/;

/** Whether a text says that any change of what it describes makes a new resource. */
export function saysReplacement(doc: string): boolean {
  return doc.split(/(?<=[.;!])\s+|\s+\*\s+/).some((sentence) => {
    if (OTHER_FIELD.test(sentence) || /^For /.test(sentence) || !REPLACES.some((pattern) => pattern.test(sentence)))
      return false;
    const [claim = ''] = sentence.split(/,? (?:because|since|as)\b/);
    return !LIMITS.test(claim.replaceAll(ANY_CHANGE, 'change').replaceAll(/`[^`]*`/g, 'it'));
  });
}
