import { withoutKnownSecrets } from './formats';
import { replaced } from './replaced';
import { isSecretSetting } from './settings';

/** What a report has in place of a value that may be secret. */
export const WITHHELD = '…';

/**
 * A login without the `//` of a URL: `user:S3cret@host`. Those who log in elsewhere are called alike, `oidc:jane@…`, and
 * so are images with a digest.
 */
const LOGIN =
  /(?<![\w.+-])(?!(?:mailto|sip|acct|xmpp|oidc|google|github|azure|aad|okta|ldap|saml|sso|dex|keycloak):)[\w.+-]{1,64}:(?=[^\s@]{0,200}[^a-z\s@.-])([^\s/@"'<>$]{4,200})@(?!sha\d+:)[\w.-]+/g;
/** What a selector, or a setting, gives a name to. */
const PAIR = /(?<![\w./-])([A-Za-z][\w./-]*)(: |=)([^\s,;'"`]+)/g;

/** Whether a text holds a login that has not even the form of a URL. */
export function isLogin(text: string): boolean {
  return text.includes('@') && text.search(LOGIN) >= 0;
}

/** A sentence for a report without what in it looks secret, whichever object it is from. */
export function withoutSecrets(sentence: string): string {
  const known = withoutKnownSecrets(sentence, WITHHELD);
  const loginless = known.includes('@') ? replaced(known, LOGIN, withoutPassword) : known;
  return /: |=/.test(loginless) ? replaced(loginless, PAIR, withoutValue) : loginless;
}

function withoutPassword([login, password = '']: RegExpExecArray): string {
  return login.replace(`:${password}@`, () => `:${WITHHELD}@`);
}

function withoutValue([pair, name = '', mark = '', value = '']: RegExpExecArray): string {
  return isSecretSetting(name, value) ? name + mark + WITHHELD : pair;
}

/** References that are only a part of a value: what is around them may be secret. */
const REFERENCES = /\$\(\w+\)(?=[^\s"',;&|)])|(?<=[^\s=:"'(,;&|/@])\$\(\w+\)/g;

/** A text without the variables in it, where there is more than these. */
export function withoutReferences(text: string): string {
  return text.includes('$(') ? text.replaceAll(REFERENCES, '') : text;
}
