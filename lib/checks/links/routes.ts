import { groupBy } from '../../manifest/group';
import { identityOf, placeOf, titleOf, type InventoryObject } from '../../manifest/inventory';
import {
  canonicalText,
  isList,
  isObject,
  objectAt,
  text,
  type Json,
  type JsonObject,
  type JsonPath,
} from '../../manifest/json';
import { check } from '../check';
import type { Context } from '../context';
import { exampleObject } from './examples';

const ingress = (name: string, path: string): string => `
      apiVersion: networking.k8s.io/v1
      kind: Ingress
      metadata: { name: ${name}, namespace: shop }
      spec:
        ingressClassName: nginx
        rules:
          - host: shop.example
            http:
              paths: [{ path: ${path}, pathType: Prefix, backend: { service: { name: ${name}, port: { number: 80 } } } }]${exampleObject('Service', name, 'spec: { clusterIP: None, ports: [{ port: 80 }] }')}`;

/** Two routes for the same requests. */
export const routeDuplicates = check(
  {
    id: 'route/duplicate',
    pack: 'baseline',
    severity: 'error',
    title: 'Each host and path is routed to one backend.',
    why: 'Of two routes for the same requests one is never used, and which one that is may change.',
    fix: 'Give one of them another host or path, or remove it.',
    fails: `${ingress('web', '/')}\n      ---${ingress('admin', '/')}`,
    passes: `${ingress('web', '/')}\n      ---${ingress('admin', '/admin')}`,
  },
  (context) =>
    [...groupBy([...ingressPaths(context), ...routeMatches(context)], ({ key }) => key).values()].flatMap(
      ([first, ...others]) =>
        others.flatMap(({ object, at, requests }) => {
          // Two objects of one name are told as such.
          const isSame = first && object !== first.object && identityOf(object) === identityOf(first.object);
          if (!first || isSame) return [];
          const owner = object === first.object ? 'another rule of it' : titleOf(first.object);
          return [
            {
              object,
              at,
              message: `${titleOf(object)} takes the requests for ${requests}, which ${owner} takes already.`,
              want: 'each host and path once',
            },
          ];
        }),
    ),
);

/** Requests that a route takes. */
interface Taken {
  /** The same text for the same requests at the same door. */
  readonly key: string;
  /** The requests as people call them. */
  readonly requests: string;
  readonly object: InventoryObject;
  readonly at: JsonPath;
}

function ingressPaths(context: Context): readonly Taken[] {
  return context.ofKind('Ingress.networking.k8s.io').flatMap((object) => {
    const door = doorOf(object);
    if (door === undefined) return [];
    return listAt(object.manifest, 'spec', 'rules').flatMap((rule, ruleIndex) =>
      listAt(rule, 'http', 'paths').map((path, index) => {
        const host = text(rule['host']).toLowerCase();
        const type = text(path['pathType']);
        const start = text(path['path'], '/');
        const normal = type === 'Prefix' ? start.replace(/\/+$/, '') : start;
        return {
          key: `Ingress ${door} ${host} ${type} ${normal}`,
          requests: `'${host === '' ? '*' : host}${start}'`,
          object,
          at: ['spec', 'rules', ruleIndex, 'http', 'paths', index],
        };
      }),
    );
  });
}

/** Controllers that give each Ingress an address of its own. */
const SINGLE = /^(alb|gce|gce-internal|tailscale|ngrok|cloudflare-tunnel)$/;

/** Where the requests come in; undefined: only some of them, as a canary takes a part. */
function doorOf(object: InventoryObject): string | undefined {
  const annotations = objectAt(object.manifest, 'metadata', 'annotations');
  if (Object.keys(annotations).some((key) => /\/(canary|conditions\.|router\.(rule|entrypoints|priority))/.test(key)))
    return undefined;
  const name = objectAt(object.manifest, 'spec')['ingressClassName'] ?? annotations['kubernetes.io/ingress.class'];
  const group = text(annotations['alb.ingress.kubernetes.io/group.name']);
  const isSingle = SINGLE.test(text(name)) || Object.keys(annotations).some((key) => key.startsWith('alb.'));
  return `${text(name)} ${group}${isSingle && group === '' ? identityOf(object) : ''}`;
}

const ROUTES = ['HTTPRoute.gateway.networking.k8s.io', 'GRPCRoute.gateway.networking.k8s.io'];

function routeMatches(context: Context): readonly Taken[] {
  return ROUTES.flatMap((kind) => context.ofKind(kind)).flatMap((object) => {
    const { hostnames } = objectAt(object.manifest, 'spec');
    const hosts = isList(hostnames) && hostnames.length > 0 ? hostnames.map((host) => text(host)) : ['*'];
    return listAt(object.manifest, 'spec', 'parentRefs').flatMap((parent) =>
      listAt(object.manifest, 'spec', 'rules').flatMap((rule, ruleIndex) =>
        matchesOf(rule).flatMap(({ match, at }) =>
          hosts.map((host) => ({
            key: `${object.kind} ${parentOf(parent, object)} ${host} ${canonicalText(match)}`,
            requests: `'${host}${text(objectAt(match, 'path')['value'])}'`,
            object,
            at: ['spec', 'rules', ruleIndex, ...at],
          })),
        ),
      ),
    );
  });
}

/** A route without matches takes all; a match without a path takes every path. */
function matchesOf(rule: JsonObject): readonly { readonly match: JsonObject; readonly at: JsonPath }[] {
  const matches = listAt(rule, 'matches');
  if (matches.length === 0) return [{ match: completed({}), at: [] }];
  return matches.map((match, index) => ({ match: completed(match), at: ['matches', index] }));
}

function completed(match: JsonObject): JsonObject {
  if ('method' in match && isObject(match['method'])) return match;
  const { type = 'PathPrefix', value = '/' } = objectAt(match, 'path');
  return { ...match, path: { type, value: type === 'PathPrefix' ? text(value).replace(/(.)\/+$/, '$1') : value } };
}

function parentOf(parent: JsonObject, object: InventoryObject): string {
  const { name, namespace, sectionName, port, kind } = parent;
  const place = typeof namespace === 'string' ? namespace : placeOf(object);
  return [kind ?? 'Gateway', place, name, sectionName ?? '', port ?? ''].map(String).join(' ');
}

function listAt(value: Json, ...path: JsonPath): readonly JsonObject[] {
  const holder = objectAt(value, ...path.slice(0, -1));
  const list = holder[String(path.at(-1))];
  return isList(list) ? list.map((item) => objectAt(item)) : [];
}
