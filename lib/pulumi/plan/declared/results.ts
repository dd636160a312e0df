import { loadAll } from 'js-yaml';
import { contentHash, isList, isObject, objectAt, plainCopy, text } from '../../../manifest/json';
import type { Json, JsonObject } from '../../../manifest/json';
import type { ResultOf } from '../engine/outputs';
import { membersOf } from './members';
import { declaringFile, tokenOf } from './package';
import { ACCOUNT, regionOf, slug, zonesOf } from './texts';
import type { Subject } from './texts';
import { madeUp, plainOr } from './values';

/** What is answered to some arguments beside, or instead of, what is made up by the declarations alone. */
type Answer = (args: JsonObject, region: string) => JsonObject;

/** Functions whose results programs look into, take apart, or make resources for. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  // Subnets are made for each: one zone would be a network that nobody has.
  'aws:index/getAvailabilityZones:getAvailabilityZones': (_, region) => ({
    names: zonesOf(region),
    zoneIds: ['euc1-az1', 'euc1-az2', 'euc1-az3'],
  }),
  'aws:index/getCallerIdentity:getCallerIdentity': () => ({ arn: `arn:aws:iam::${ACCOUNT}:user/made-up`, id: ACCOUNT }),
  'aws:index/getRegion:getRegion': (_, region) => ({ region, name: region, id: region }),
  // Parts of ARNs, endpoints and service names.
  'aws:index/getPartition:getPartition': () => ({
    partition: 'aws',
    id: 'aws',
    dnsSuffix: 'amazonaws.com',
    reverseDnsPrefix: 'com.amazonaws',
  }),
  'aws:ec2/getAmi:getAmi': () => ({ architecture: 'x86_64', rootDeviceName: '/dev/xvda' }),
  // Groups of subnets are checked for two zones by those who write libraries.
  'aws:ec2/getSubnets:getSubnets': () => ({
    ids: [1, 2, 3].map((subnet) => `subnet-0000000000000000${subnet}`),
  }),
  'aws:iam/getPolicyDocument:getPolicyDocument': policyDocument,
  'aws:ssm/getParameter:getParameter': ({ name }) =>
    /image_?id|ami/.test(text(name)) ? { value: 'ami-00000000000000000' } : { value: 'made-up' },
  // Three functions that make objects of text, charts and overlays: only the first can be done without them.
  'kubernetes:yaml:decode': (args) => ({ result: objectsIn(text(args['text'])) }),
  'kubernetes:helm:template': () => ({ result: [] }),
  'kubernetes:kustomize:directory': () => ({ result: [] }),
};

/**
 * What a provider would answer to the call of a function, made up from the declarations of the SDK packages that the
 * program has installed: arguments come back where the result has them, all that a result must have is there. Functions
 * that no installed package declares answer nothing. It does not throw.
 */
export const declaredResult: ResultOf = (invoke) => {
  const { args, folder, provider } = invoke;
  const region = regionOf(args, provider);
  const answer = Object.hasOwn(ANSWERS, invoke.token) ? ANSWERS[invoke.token]?.(args, region) : undefined;
  const file = declaringFile(invoke.token, folder);
  const parts = tokenOf(invoke.token);
  if (!file || !parts) return answer ?? {};
  const name = `${parts.name.charAt(0).toUpperCase()}${parts.name.slice(1)}`;
  const members = membersOf(file.declarations, `export interface ${name}Result {`) ?? [];
  // What a function gets is named after it.
  const token = { ...parts, name: parts.name.replace(/^get/, '') };
  const subject: Subject = { token, name: nameOf(token.name, args), inputs: args, region };
  const result: Record<string, Json> = {};
  for (const member of members) {
    const value =
      answer?.[member.name] ??
      plainOr(args[member.name], undefined) ??
      (member.optional ? undefined : madeUp(member, { subject, root: file.root }));
    if (value !== undefined) result[member.name] = value;
  }
  return result;
};

/** What is looked for, as far as the arguments name it; two that look for different things get different ids. */
function nameOf(name: string, args: JsonObject): string {
  const named = ['name', 'id', 'arn', 'clusterName', 'secretId', 'bucket'].map((key) => args[key]);
  const found = named.find((value): value is string => typeof value === 'string' && value !== '');
  if (found !== undefined) return found;
  const what = slug(name);
  return Object.keys(args).length === 0 ? what : `${what}-${contentHash(args).slice(0, 4)}`;
}

function objectsIn(yaml: string): readonly Json[] {
  try {
    return loadAll(yaml)
      .flatMap((document) => plainCopy(document) ?? [])
      .flatMap(itemsOf);
  } catch {
    return [];
  }
}

function itemsOf(document: Json): readonly Json[] {
  if (!isObject(document)) return [];
  const { items, kind } = document;
  return text(kind).endsWith('List') && isList(items) ? items : [document];
}

/** The document that AWS' provider writes for these statements, as programs compare and parse it. */
function policyDocument(args: JsonObject): JsonObject {
  const own = isList(args['statements']) ? args['statements'] : [];
  const statements = [...sourcesOf(args), ...own.map((statement) => statementOf(objectAt(statement)))];
  const { version = '2012-10-17', policyId } = args;
  const document = {
    Version: version,
    ...(policyId === undefined ? {} : { Id: policyId }),
    Statement: statements,
  };
  return { json: JSON.stringify(document, undefined, 2), minifiedJson: JSON.stringify(document) };
}

/** The statements of documents that this one is made from, or that it is laid over. */
function sourcesOf(args: JsonObject): readonly Json[] {
  const documents = ['sourcePolicyDocuments', 'overridePolicyDocuments'].map((key) => args[key]);
  const texts = [args['sourceJson'], args['overrideJson'], ...documents.flatMap((list) => (isList(list) ? list : []))];
  return texts.flatMap((json) => {
    const { Statement: statements = [] } = objectAt(parsed(text(json)));
    return isList(statements) ? statements : [statements];
  });
}

function parsed(json: string): Json {
  try {
    return plainCopy(JSON.parse(json)) ?? {};
  } catch {
    return {};
  }
}

function statementOf(statement: JsonObject): JsonObject {
  const { sid, effect = 'Allow', actions, notActions, resources, notResources, principals, notPrincipals } = statement;
  const parts = {
    Sid: sid,
    Effect: effect,
    Action: oneOrMore(actions),
    NotAction: oneOrMore(notActions),
    Resource: oneOrMore(resources),
    NotResource: oneOrMore(notResources),
    Principal: principalsOf(principals),
    NotPrincipal: principalsOf(notPrincipals),
    Condition: conditionsOf(statement['conditions']),
  };
  return objectAt(plainCopy(parts));
}

function oneOrMore(value: Json | undefined): Json | undefined {
  const [only, ...others] = isList(value) ? value : [];
  return others.length === 0 ? only : value;
}

function principalsOf(principals: Json | undefined): Json | undefined {
  if (!isList(principals)) return undefined;
  const byType: Record<string, Json[]> = {};
  for (const principal of principals) {
    const { type, identifiers } = objectAt(principal);
    (byType[text(type)] ??= []).push(...(isList(identifiers) ? identifiers : []));
  }
  const { '*': everyone, ...others } = byType;
  if (everyone && Object.keys(others).length === 0) return '*';
  return Object.fromEntries(Object.entries(byType).map(([type, ids]) => [type, oneOrMore(ids) ?? []]));
}

function conditionsOf(conditions: Json | undefined): Json | undefined {
  if (!isList(conditions)) return undefined;
  const tests: Record<string, Record<string, Json>> = {};
  for (const condition of conditions) {
    const { test, variable, values } = objectAt(condition);
    tests[text(test)] = { ...tests[text(test)], [text(variable)]: oneOrMore(values) ?? [] };
  }
  return tests;
}
