import { createHash } from 'node:crypto';
import type { Json, JsonObject } from '../../../manifest/json';
import { text } from '../../../manifest/json';
import type { Token } from './package';

/** Whose outputs are made up. */
export interface Subject {
  readonly token: Token;
  /** What it goes by in the program. */
  readonly name: string;
  readonly inputs: JsonObject;
  /** Where it is. */
  readonly region: string;
}

/** One of its outputs. */
export interface Property {
  readonly name: string;
  readonly doc: string;
}

export const ACCOUNT = '123456789012';

/** The region that the inputs of a resource name, or the arguments of a call, else the one that its provider is set to. */
export function regionOf(inputs: JsonObject, provider: JsonObject = {}): string {
  return text(inputs['region'], text(provider['region'], 'eu-central-1'));
}

export function zonesOf(region: string): readonly string[] {
  return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
}

const TIME = '2024-01-01T00:00:00Z';
const PEM = '-----BEGIN CERTIFICATE-----\nbWFkZSB1cA==\n-----END CERTIFICATE-----\n';

const PORT = /(?:^p|P)orts?$/;

type Text = (subject: Subject, property: Property) => string;

// The first that fits a property's name decides. What programs do with such values is split, parse and decode them.
const BY_NAME: readonly (readonly [RegExp, Text])[] = [
  [/^(?:user)?arns?$|Arns?$/, arnOf],
  [/^(?:account|owner|registry|awsAccount|accountOwner|masterAccount|requesterAccount|caller)Ids?$/, () => ACCOUNT],
  [/^region$|Region(?:Name)?$/, ({ region }) => region],
  [/^(?:availability)?zones?(?:Names?)?$|AvailabilityZones?$/i, ({ region }) => `${region}a`],
  [/^availabilityZoneIds?$/, () => 'euc1-az1'],
  [/^partition$/, () => 'aws'],
  [/^namespace$/, () => 'default'],
  [/kubeconfig$/i, kubeconfigOf],
  [/^secretString$/, () => JSON.stringify({ username: 'made-up', password: 'made-up' })],
  [/pem$|^certificate(?:Body|Chain)?$|(?:private|public)Key(?:Openssh)?$/i, () => PEM],
  [/^data$|base64|b64/i, () => Buffer.from(PEM).toString('base64')],
  [/cidrs?$|cidrBlocks?$|ipRanges?$/i, (_, { name }) => (/v6/i.test(name) ? '2001:db8::/56' : '10.0.0.0/16')],
  [/ipv6Address(?:es)?$/i, () => '2001:db8::10'],
  [
    /publicIps?$|^ip$|clusterIps?$|^gatewayIp$/i,
    (_, { name }) => (/cluster/i.test(name) ? '10.0.0.10' : '198.51.100.10'),
  ],
  [/Ips?$|ipAddress(?:es)?$/i, () => '10.0.0.10'],
  [PORT, (subject) => String(portOf(subject))],
  [/issuer$/i, (subject) => `https://${hostOf(subject)}/id/${digits(subject, 'issuer', 32).toUpperCase()}`],
  [/^repositoryUr[il]s?$/i, (subject) => `${ACCOUNT}.dkr.ecr.${subject.region}.example.invalid/${slug(subject.name)}`],
  [/ur[il]s?$/i, (subject) => `https://${hostOf(subject)}/`],
  [/endpoints?(?:V\d)?$/i, endpointOf],
  [/address(?:es)?$|host(?:name)?s?$|dnsNames?$|domain(?:Name)?s?$|fqdns?$|nameServers?$/i, hostOf],
  [/^(?:time|date|timestamp|expiration)$|(?:Time|Date|Timestamp|At|lastModified)$/, () => TIME],
  [/^(?:api)?version$/i, ({ token }) => (token.module.startsWith('eks/') ? '1.33' : '1')],
  [/version(?:Actual)?s?$/i, ({ inputs }) => text(inputs['engineVersion'], '1')],
  [/^(?:\w+S|s)tat(?:us|e)$/, ({ token }) => (/^(?:eks|ecs|kms)\//.test(token.module) ? 'ACTIVE' : 'available')],
  [/^phase$/, () => 'Active'],
  [/password$|secret$|token$/i, () => 'made-up'],
  [/uuid$|^uid$/i, () => '00000000-0000-4000-8000-000000000001'],
  [/kmsKeyIds?$/i, arnOf],
  [/(?:^i|I)ds?$/, idOf],
];

const KINDS_OF_ID: Readonly<Record<string, string>> = {
  allocation: 'eipalloc',
  ami: 'ami',
  association: 'assoc',
  dhcpOptions: 'dopt',
  image: 'ami',
  instance: 'i',
  internetGateway: 'igw',
  launchTemplate: 'lt',
  natGateway: 'nat',
  networkAcl: 'acl',
  networkInterface: 'eni',
  routeTable: 'rtb',
  securityGroup: 'sg',
  subnet: 'subnet',
  transitGateway: 'tgw',
  volume: 'vol',
  vpcEndpoint: 'vpce',
  vpc: 'vpc',
};

/** A text for an output that is like one of a real provider, and the same whenever it is asked for. */
export function madeUpText(subject: Subject, property: Property): string {
  const { name, doc } = property;
  if (saysJson(name, doc)) return jsonOf(subject, name);
  if (isOwnName(subject, name)) return `${subject.name}-1234567`;
  for (const [pattern, make] of BY_NAME) if (pattern.test(name)) return make(subject, property);
  return `${slug(subject.name)}-${slug(name)}`;
}

/** Numbers are small and positive, ports those of the engine that the inputs name. */
export function madeUpNumber(subject: Subject, { name }: Property): number {
  return PORT.test(name) ? portOf(subject) : 1;
}

/** Letters, digits and dashes, as hosts, ARNs and names in most places take them. */
export function slug(name: string): string {
  const dashed = name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').replaceAll(/[^A-Za-z0-9]+/g, '-');
  return dashed.toLowerCase().replaceAll(/^-|-$/g, '') || 'made-up';
}

function isOwnName({ token }: Subject, property: string): boolean {
  const type = lowerFirst(token.name);
  const own = ['name', 'bucket', 'identifier', `${type}Name`, `${type}Identifier`];
  return own.includes(property) || /^\w*Identifier$/.test(property);
}

function hostOf({ token, name }: Subject): string {
  return `${slug(name)}.${slug(token.module.split('/')[0] ?? '')}.example.invalid`;
}

function endpointOf(subject: Subject, { doc }: Property): string {
  if (/(?:address|host|hostname|name):port/i.test(doc)) return `${hostOf(subject)}:${portOf(subject)}`;
  return /https?:|\bUR[IL]\b|Kubernetes API/.test(doc) ? `https://${hostOf(subject)}` : hostOf(subject);
}

const PORTS: readonly (readonly [RegExp, number])[] = [
  [/postgres/, 5432],
  [/mysql|mariadb|aurora/, 3306],
  [/oracle/, 1521],
  [/sqlserver/, 1433],
  [/docdb/, 27017],
  [/neptune/, 8182],
  [/redshift/, 5439],
  [/memcached/, 11211],
  [/redis|valkey|elasticache|memorydb/, 6379],
];

function portOf({ token, inputs }: Subject): number {
  const { port, engine } = inputs;
  if (typeof port === 'number') return port;
  const words = `${text(engine)} ${token.module}`;
  return PORTS.find(([pattern]) => pattern.test(words))?.[1] ?? 1;
}

const GLOBAL = new Set(['iam', 's3', 'cloudfront', 'route53']);
const SERVICES: Readonly<Record<string, string>> = {
  alb: 'elasticloadbalancing',
  cloudwatch: 'logs',
  ebs: 'ec2',
  lb: 'elasticloadbalancing',
  vpc: 'ec2',
};
const KINDS_OF_ARN: Readonly<Record<string, string>> = { instance: 'db', function: 'function', logGroup: 'log-group' };

// What another resource's ARN is of, by the words that name it.
const OTHERS: readonly (readonly [RegExp, string])[] = [
  [/role/i, 'iam::A:role/'],
  [/policy/i, 'iam::A:policy/'],
  [/secret/i, 'secretsmanager:R:A:secret:'],
  [/certificate/i, 'acm:R:A:certificate/'],
  [/kms|key/i, 'kms:R:A:key/'],
  [/topic/i, 'sns:R:A:'],
  [/queue/i, 'sqs:R:A:'],
  [/bucket/i, 's3:::'],
  [/function|lambda/i, 'lambda:R:A:function:'],
];

function arnOf(subject: Subject, { name: property }: Property): string {
  const { token, name, region } = subject;
  const other = /^arns?$/.test(property) ? undefined : OTHERS.find(([pattern]) => pattern.test(property))?.[1];
  const [module = ''] = token.module.split('/');
  const place = GLOBAL.has(module) ? (module === 's3' ? ':' : `:${ACCOUNT}`) : `${region}:${ACCOUNT}`;
  const own = `${SERVICES[module] ?? module}:${place}:${kindInArn(token, module)}`;
  return `arn:aws:${other?.replace('R', region).replace('A', ACCOUNT) ?? own}${slug(name)}`;
}

function kindInArn({ name }: Token, module: string): string {
  const type = lowerFirst(name);
  if (module === 'sns' || module === 'sqs' || module === 's3') return '';
  if (module === 'secretsmanager') return 'secret:';
  if (module === 'lambda' || type === 'logGroup') return `${slug(type)}:`;
  return module === 'rds' ? `${KINDS_OF_ARN[type] ?? slug(type)}:` : `${slug(type)}/`;
}

function idOf(subject: Subject, { name }: Property): string {
  const what = name === 'id' ? lowerFirst(subject.token.name.replace(/^get/, '')) : name.replace(/Ids?$/i, '');
  // A default route table is a route table.
  const kind = Object.keys(KINDS_OF_ID).find((key) => what === key || what.endsWith(upperFirst(key)));
  if (kind !== undefined) return `${KINDS_OF_ID[kind] ?? kind}-${digits(subject, name, 17)}`;
  return /zone/i.test(what) ? `Z${digits(subject, name, 17).toUpperCase()}` : `${slug(subject.name)}-${slug(what)}`;
}

function saysJson(name: string, doc: string): boolean {
  if (/json|^(?:policy|assumeRolePolicy|policyDocument)$/i.test(name)) return true;
  return /\bJSON\b(?!\/|.?(?:path|pointer))/i.test(doc) && !/(?:arn|format|type|mode|level)s?$/i.test(name);
}

function jsonOf({ name: subject }: Subject, name: string): string {
  if (/string$|^value$/i.test(name)) return JSON.stringify({ username: 'made-up', password: 'made-up' });
  if (/definitions$/i.test(name)) return JSON.stringify([{ name: slug(subject), image: 'made-up' }]);
  const allowed = { Sid: 'MadeUp', Effect: 'Allow', Action: ['sts:AssumeRole'], Resource: ['*'] };
  return JSON.stringify({ Version: '2012-10-17', Statement: [allowed] });
}

function kubeconfigOf(subject: Subject): string {
  const { name } = subject;
  const named: Json = { name, context: { cluster: name, user: name } };
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: `https://${hostOf(subject)}` } }],
    users: [{ name, user: { token: 'made-up' } }],
    contexts: [named],
    'current-context': name,
  });
}

function digits({ token, name }: Subject, property: string, length: number): string {
  const what = [token.package, token.module, token.name, name, property].join('\n');
  return createHash('sha256').update(what).digest('hex').slice(0, length);
}

function upperFirst(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function lowerFirst(word: string): string {
  return word.charAt(0).toLowerCase() + word.slice(1);
}
