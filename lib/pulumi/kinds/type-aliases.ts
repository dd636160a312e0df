import { TYPE_FAMILIES } from './type-families';
import type { TypeToken } from './type-token';

const PATCH = 'Patch';

let families: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * The types that the typed SDK takes for the same resource, as the aliases of its class say: the other versions of an
 * API, so that a new `apiVersion` replaces nothing. None for custom resources, of which it knows nothing.
 */
export function typeAliases(token: TypeToken): readonly TypeToken[] {
  const [, version = '', kind = ''] = token.split(':');
  const aliases = aliasesOf(version, kind, '');
  return aliases.length === 0 && kind.endsWith(PATCH)
    ? aliasesOf(version, kind.slice(0, -PATCH.length), PATCH)
    : aliases;
}

function aliasesOf(version: string, kind: string, suffix: string): readonly TypeToken[] {
  families ??= familiesByMember();
  const family = families.get(`${version}:${kind}`) ?? [];
  return family.filter((other) => other !== version).map((other) => `kubernetes:${other}:${kind}${suffix}` as const);
}

function familiesByMember(): ReadonlyMap<string, readonly string[]> {
  const members = new Map<string, readonly string[]>();
  for (const [versions, kinds] of TYPE_FAMILIES) {
    const family = versions.split(' ');
    for (const kind of kinds.split(' ')) for (const version of family) members.set(`${version}:${kind}`, family);
  }
  return members;
}
