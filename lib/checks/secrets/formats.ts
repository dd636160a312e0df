import { replaced } from './replaced';
import { isPlaceholder } from './values';

/** A kind of secret that is known by how it looks. */
interface Format {
  /** What is in all of its kind, as a pattern: most texts have nothing of it, and are looked at only once. */
  readonly hint: string;
  /** What it is, for a sentence. */
  readonly what: string;
  /** How all of its kind begin, which may be shown. */
  readonly start?: string;
  /** What it looks like; the first group, where there is one, is the secret itself. */
  readonly pattern: RegExp;
}

const FORMATS: readonly Format[] = [
  {
    hint: 'PRIVATE KEY',
    what: 'a private key',
    start: '-----BEGIN',
    pattern: /-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----(?:\s|\\[rn])+([A-Za-z0-9+/=]{4,})/,
  },
  { hint: 'Private-Lines', what: 'a private key', start: 'PuTTY', pattern: /\bPrivate-Lines: \d+\s+([\w+/=]{4,})/ },
  { hint: 'AKIA', what: 'an AWS access key', start: 'AKIA', pattern: /\bAKIA([A-Z0-9]{16})\b/ },
  { hint: 'ASIA', what: 'an AWS access key', start: 'ASIA', pattern: /\bASIA([A-Z0-9]{16})\b/ },
  { hint: 'gh[pousr]_', what: 'a GitHub token', start: 'gh', pattern: /\bgh[pousr]_([A-Za-z0-9]{20,})/ },
  { hint: 'github_pat_', what: 'a GitHub token', start: 'github_pat_', pattern: /\bgithub_pat_(\w{20,})/ },
  {
    hint: 'gl[a-z]+-',
    what: 'a GitLab token',
    start: 'glpat-',
    pattern: /\bgl(?:pat|dt|rt|cbt|ptt|ft|agent|soat)-([\w-]{20,})/,
  },
  { hint: 'xox', what: 'a Slack token', start: 'xox', pattern: /\bxox[abeoprs]-([A-Za-z0-9-]{10,})/ },
  { hint: 'xapp-', what: 'a Slack token', start: 'xapp-', pattern: /\bxapp-\d-([A-Za-z0-9-]{20,})/ },
  {
    hint: 'slack',
    what: 'the address of a Slack webhook',
    start: 'https://hooks.slack.com/',
    pattern: /hooks\.slack\.com\/services\/T\w{5,}\/B\w{5,}\/(\w{16,})/,
  },
  { hint: 'k_(?:live|test)_', what: 'a Stripe key', start: 'sk_', pattern: /\b[sr]k_(?:live|test)_([A-Za-z0-9]{16,})/ },
  { hint: 'AIza', what: 'a Google API key', start: 'AIza', pattern: /\bAIza([\w-]{35})(?![\w-])/ },
  { hint: 'GOCSPX-', what: 'a Google OAuth secret', start: 'GOCSPX-', pattern: /\bGOCSPX-([\w-]{28})/ },
  { hint: 'npm_', what: 'an npm token', start: 'npm_', pattern: /\bnpm_([A-Za-z0-9]{36})\b/ },
  { hint: 'pypi-', what: 'a PyPI token', start: 'pypi-', pattern: /\bpypi-(AgE[\w-]{50,})/ },
  { hint: 'eyJ', what: 'a JSON Web Token', start: 'eyJ', pattern: /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.([\w-]{8,})/ },
  { hint: 'SG\\.', what: 'a SendGrid key', start: 'SG.', pattern: /\bSG\.[\w-]{16,}\.([\w-]{16,})/ },
  { hint: 'SK', what: 'a Twilio key', start: 'SK', pattern: /\bSK([0-9a-f]{32})\b/ },
  { hint: 'sk-', what: 'an OpenAI key', start: 'sk-', pattern: /\bsk-(?:proj|svcacct|admin)-([\w-]{20,})/ },
  { hint: 'sk-ant-', what: 'an Anthropic key', start: 'sk-ant-', pattern: /\bsk-ant-([\w-]{20,})/ },
  { hint: 'sk-', what: 'an OpenAI key', start: 'sk-', pattern: /\bsk-((?=[A-Za-z]*\d)[A-Za-z0-9]{32,})\b/ },
  { hint: 'key-', what: 'a Mailgun key', start: 'key-', pattern: /\bkey-([0-9a-f]{32})\b/ },
  { hint: 'hv[sb]\\.', what: 'a Vault token', start: 'hvs.', pattern: /\bhv[sb]\.([\w-]{24,})/ },
  { hint: 'do[opr]_v1_', what: 'a DigitalOcean token', start: 'do', pattern: /\bdo[opr]_v1_([a-f0-9]{64})\b/ },
  { hint: 'dckr_', what: 'a Docker Hub token', start: 'dckr_pat_', pattern: /\bdckr_[op]at_([\w-]{20,})/ },
  { hint: 'hf_', what: 'a Hugging Face token', start: 'hf_', pattern: /\bhf_([A-Za-z0-9]{34})\b/ },
  { hint: 'gl(?:sa|c)_', what: 'a Grafana token', start: 'gl', pattern: /\bgl(?:sa|c)_([A-Za-z0-9+/=_]{32,})/ },
  { hint: 'shp', what: 'a Shopify token', start: 'shp', pattern: /\bshp(?:at|ca|pa|ss)_([a-fA-F0-9]{32})\b/ },
  { hint: 'dapi', what: 'a Databricks token', start: 'dapi', pattern: /\bdapi([a-f0-9]{32})\b/ },
  { hint: ':AA', what: 'a Telegram bot token', pattern: /\b\d{8,10}:(AA[\w-]{33})(?![\w-])/ },
  {
    hint: 'AGE-SECRET-KEY-',
    what: 'an age key',
    start: 'AGE-SECRET-KEY-',
    pattern: /\bAGE-SECRET-KEY-1([A-Z0-9]{58})/,
  },
  {
    hint: 'A(?:ccount|ccess)Key=',
    what: 'the key of an Azure account',
    pattern: /\b(?:Account|SharedAccess)Key=([A-Za-z0-9+/]{40,}={0,2})/,
  },
  {
    hint: '^base64:',
    what: 'an encryption key',
    start: 'base64:',
    pattern: /^base64:([A-Za-z0-9+/]{22}==|[A-Za-z0-9+/]{43}=)$/,
  },
  {
    hint: '"auths"',
    what: 'the login to a registry',
    pattern: /"auths"\s*:[\s\S]{0,400}?"(?:auth|password|identitytoken)"\s*:\s*"([^"]{4,})"/,
  },
  {
    hint: '[Aa]uthorization|AUTHORIZATION',
    what: 'a login in a header',
    pattern: /\bauthorization["']?\s*[\s:=]\s*["']?(?:Basic|Bearer)\s+([A-Za-z0-9+/=_.~-]{16,})/i,
  },
  {
    hint: '^Basic ',
    what: 'a login in a header',
    pattern: /^Basic\s+((?=[A-Za-z+/]*[0-9=])[A-Za-z0-9+/=]{12,})$/,
  },
  { hint: '^Bearer ', what: 'a login in a header', pattern: /^Bearer\s+((?=\D*\d)[\w+/=.~-]{16,})$/ },
  {
    hint: '[Pp]assword|[Pp]wd|PASSWORD|PWD',
    what: 'a database password',
    pattern: /\b(?:server|host|data source)\s*=[^\n]{0,500};\s*(?:password|pwd)\s*=\s*([^;\s"']+)/i,
  },
  {
    hint: '[Pp]assword|PASSWORD|IDENTIFIED|identified',
    what: 'a database password',
    pattern: /\b(?:(?:user|role)\s[^;]{0,200}?\spassword|identified\s(?:with\s\S+\s)?by)\s+'([^'\s]+)'/i,
  },
];

/** What is secret in a text. */
export interface FoundSecret {
  readonly what: string;
  readonly start?: string;
}

/** A secret in a text that is known by how it looks. */
export function knownSecretIn(text: string): FoundSecret | undefined {
  if (text.length < SHORTEST) return undefined;
  for (const { what, start, pattern } of HINT.test(text) ? FORMATS : []) {
    const match = pattern.exec(text);
    if (match && !isDummy(match[1])) return { what, ...(start === undefined ? {} : { start }) };
  }
  if (isEncodedKey(text)) return { what: 'a private key in base64' };
  return hasLogin(text) ? { what: 'a URL with a password' } : undefined;
}

/** A text without the secrets in it that are known by how they look; how all of their kind begin stays. */
export function withoutKnownSecrets(text: string, mark: string): string {
  const formats = HINT.test(text) ? FORMATS : [];
  const logins = mayHoldLogin(text) ? LOGINS.filter(({ hint }) => hint.test(text)) : [];
  if (formats.length === 0 && logins.length === 0) return text;
  return [...formats, ...logins].reduce(
    (rest, { pattern }) =>
      replaced(rest, new RegExp(pattern, `${pattern.flags.replace('g', '')}g`), ([match, ...groups]) => {
        const secret = groups.findLast(isText);
        return secret === undefined || isDummy(secret) ? match : withoutLast(match, secret, mark);
      }),
    text,
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** The secret is the last group, whose text may stand before it as well: `postgres:postgres@`. */
function withoutLast(match: string, secret: string, mark: string): string {
  const start = match.lastIndexOf(secret);
  return match.slice(0, start) + mark + match.slice(start + secret.length);
}

const SHORTEST = 8;
const HINT = new RegExp(FORMATS.map(({ hint }) => hint).join('|'));

/** Whether what stands for a secret is only the place for one: `ghp_xxxxxxxx`. */
function isDummy(secret: string | undefined): boolean {
  return secret !== undefined && ((secret.length >= SHORTEST && new Set(secret).size < 4) || isPlaceholder(secret));
}

/** `-----BEGIN` in base64. */
const ENCODED_BEGIN = 'LS0tLS1CRUdJTi';

function isEncodedKey(text: string): boolean {
  // A kubeconfig has certificates beside its key.
  for (let start = text.indexOf(ENCODED_BEGIN); start >= 0; start = text.indexOf(ENCODED_BEGIN, start + 1)) {
    const first = Buffer.from(text.slice(start, start + 64), 'base64').toString('latin1');
    if (first.includes('PRIVATE KEY')) return true;
  }
  return false;
}

/** Logins of addresses, each with what all of its kind have; the last group is the password, and one before it the user. */
const LOGINS: readonly { readonly hint: RegExp; readonly pattern: RegExp }[] = [
  { hint: /:\/\/[^\s/]*@/, pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/([^\s/:@"'<>]*):([^\s/@"'<>]+)@[^\s@]/gi },
  {
    hint: /(?:password|passwd|pwd)=/i,
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s"'<>]*[?&;](user)?(?:password|passwd|pwd)=([^&;\s"'<>]+)/gi,
  },
  { hint: /@(?:tcp|unix)?\(/, pattern: /(?<![^\s"'=])([\w.-]+):([^\s:/"']+)@(?:tcp|unix)?\(/g },
  { hint: /jdbc:oracle:/, pattern: /\bjdbc:oracle:\w+:([\w$#]+)\/([^\s/@"']+)@/g },
];
const COMMENT = /^\s*(?:#|\/\/|;|--\s|\*)/;

/** Most texts are no address, and are looked at only once. */
function mayHoldLogin(text: string): boolean {
  return /[@=]/.test(text);
}

/** Whether a text holds a URL, or another address, with a password in it. */
function hasLogin(text: string): boolean {
  if (!mayHoldLogin(text)) return false;
  return LOGINS.filter(({ hint }) => hint.test(text)).some(({ pattern }) =>
    Array.from(text.matchAll(pattern)).some(
      ({ 1: user = '', 2: password = '', index }) =>
        !isPlaceholder(password) && !isExample(user, password) && !COMMENT.test(lineAt(text, index)),
    ),
  );
}

/** Whether a login only shows what goes where: `USER:PASSWORD`. */
function isExample(user: string, password: string): boolean {
  return /^[A-Z_]*PASS(?:WORD)?$/.test(password) && user === user.toUpperCase();
}

function lineAt(text: string, index: number): string {
  const end = text.indexOf('\n', index);
  return text.slice(text.lastIndexOf('\n', index) + 1, end < 0 ? undefined : end);
}
