/** What a name says of its value: a password or key for sure, or something that may also be the name of one. */
export type SecretName = 'sure' | 'likely';

const SURE =
  /^(?:\w*(?:pass?wor[dt]|passwd|passphrase|clientsecret)|\w*apikey|pwd?|secretkey|privatekey|requirepass|masterauth|rootpw|\w*(?:db|store|key)pass)$/;
const LIKELY = /^(?:\w*secret|\w*token|pass|credentials?|accesskey|masterkey|encryptionkey|signingkey)$/;

/** What is in all names of secrets: most names have nothing of it, and need not be taken apart. */
const HINT = /pas|pwd|pw(?:$|[^a-z])|secret|token|key|credential|masterauth/i;

/** What makes a key a secret one. */
const SECRET_KEYS: ReadonlySet<string> = new Set([
  'api',
  'secret',
  'private',
  'access',
  'auth',
  'encryption',
  'encrypt',
  'signing',
  'master',
  'license',
  'storage',
  'account',
  'shared',
  'hmac',
  'jwt',
]);

/** Who has a password that is called `pass`: of others, as in `proxy_pass`, it is a verb. */
const OWNERS: ReadonlySet<string> = new Set(
  'admin bind database db default ldap mail mongo mysql pg postgres rabbitmq redis root smtp sql user'.split(' '),
);

/** What a secret has, but what is none. */
const ATTRIBUTES: ReadonlySet<string> = new Set(
  (
    'file files path paths dir directory folder location mount name names filename url uri uris endpoint host port ' +
    'address id ids ttl expiry expire expires expiration exp lifetime duration timeout seconds sec minutes hours days ' +
    'age interval period refresh renew renewal rotation rotate length len size count limit max min number num policy ' +
    'rule rules type types kind mode format encoding algorithm alg algo cipher issuer iss audience aud scope scopes ' +
    'claim claims ref refs reference namespace ns version revision generation backend provider store engine manager ' +
    'service server client enabled enable disabled disable required optional allowed validation validator verify ' +
    'regex pattern template prefix suffix header headers cookie field parameter param query label selector ' +
    'hash hashes digest checksum fingerprint hint help prompt text message reset recovery change strength complexity ' +
    'history attempts retries username user users login email group groups role roles class arn region account ' +
    'public pub env var variable source target method grant strategy cache cached caching bucket review reviews ' +
    'request requests key lookup command script program helper hook webhook exchange introspection revocation usage'
  ).split(' '),
);

/** What a name that begins so tells about secrets, without being one. */
const ABOUT: ReadonlySet<string> = new Set(
  (
    'enable enabled disable disabled allow allowed require required use using is has no skip max min num number ' +
    'generate rotate create existing validate verify ignore show hide mask'
  ).split(' '),
);

/** What makes a secret one of the API, of which manifests tell the name. */
const OBJECTS: ReadonlySet<string> = new Set([
  'existing',
  'pull',
  'imagepull',
  'image',
  'tls',
  'ssl',
  'cert',
  'certificate',
  'certs',
  'ca',
  'registry',
  'k8s',
  'kubernetes',
  'kube',
  'ingress',
  'docker',
]);

/** What etcd calls the name of a new cluster. */
const NO_SECRET = /\binitial cluster token$/;

/** Whether a value of that name is a secret; undefined where it is not. */
export function secretName(name: string): SecretName | undefined {
  if (!HINT.test(name)) return undefined;
  const words = wordsOf(name);
  if (ABOUT.has(words[0] ?? '') || words.includes('public') || NO_SECRET.test(words.join(' '))) return undefined;
  let found: SecretName | undefined;
  for (const [index, word] of words.entries()) {
    const isKey = word === 'key' && SECRET_KEYS.has(words[index - 1] ?? '');
    const isPass = word === 'pass' && OWNERS.has(words[index - 1] ?? '');
    if (SURE.test(word) || isKey || isPass || (word === 'secret' && words[index - 1] === 'client')) found = 'sure';
    // The secret of a password is where the password is: its name may well be no secret.
    else if (word === 'secret' && (found || OBJECTS.has(words[index - 1] ?? ''))) found = found && 'likely';
    else if (LIKELY.test(word)) found ??= 'likely';
    else if (found && ATTRIBUTES.has(word)) return undefined;
  }
  return found;
}

/** The words of `dbPassword`, `DB_PASSWORD`, `db.password2`, without numbers at their ends. */
function wordsOf(name: string): readonly string[] {
  return name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, ''))
    .filter((word) => word !== '');
}

const NOT_RANDOM =
  /hash|checksum|digest|sha\d*|sum$|sri|integrity|fingerprint|cert|crt|\bca\b|ca[-_]?bundle|pem$|public|pub|[-_.]?id$|uuid|commit|revision|version|build|etag|image|path|dir|url|class|opts|options|args|nonce|site[-_]?key|template|schema|query|regex/i;

/** Whether something of that name may well look random without being secret. */
export function isOftenRandom(name: string): boolean {
  return NOT_RANDOM.test(name);
}
