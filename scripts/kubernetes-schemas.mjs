/**
 * Writes lib/checks/schema/data.ts: what the API of every known version of Kubernetes takes, as one compact text.
 * Run it with `node scripts/kubernetes-schemas.mjs` when a version is added; it needs Go, whose module proxy has the
 * sources. docs/adr/0007-schema-data.md tells the form of the data and where it comes from.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CORRECTIONS, LIFECYCLES } from './kubernetes-lifecycles.mjs';

const RELEASES = [
  '1.27.16',
  '1.28.15',
  '1.29.14',
  '1.30.14',
  '1.31.14',
  '1.32.13',
  '1.33.13',
  '1.34.4',
  '1.35.4',
  '1.36.3',
  '1.37.0',
];
const TARGET = join(import.meta.dirname, '../lib/checks/schema/data.ts');

/** Definitions with a decoder of their own, and what it takes. */
const SPECIAL = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': 'q',
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': 'x',
  'io.k8s.apimachinery.pkg.apis.meta.v1.Time': 't',
  'io.k8s.apimachinery.pkg.apis.meta.v1.MicroTime': 'u',
  'io.k8s.apimachinery.pkg.apis.meta.v1.FieldsV1': '*',
  'io.k8s.apimachinery.pkg.runtime.RawExtension': '*',
  'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSON': '*',
};
/** Definitions of which there are several forms: the letter of each, and the definition that one of them is. */
const JSON_SCHEMA = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1.JSONSchemaProps';
const UNIONS = { [`${JSON_SCHEMA}OrArray`]: 'A', [`${JSON_SCHEMA}OrBool`]: 'B', [`${JSON_SCHEMA}OrStringArray`]: 'S' };
/** Kinds that are answers, or parts of other objects, and are never applied. */
const NO_OBJECTS = /List$|Options$|Review$|^(Scale|Eviction|DeploymentRollback|APIGroupDiscovery)$/;
const FORMATS = { int32: 'i', int64: 'l', double: 'f', byte: 'y' };
const TYPES = { string: 's', boolean: 'b', integer: 'l', number: 'f', object: '*' };

const data = { versions: RELEASES.map((release) => minor(release)), enums: [], types: [], kinds: {} };
const typeNames = [];
const history = new Map(); // definition -> field -> code at each version

const closedSets = closedSetsByVersion();
for (const [version, release] of RELEASES.entries()) read(version, release);
readLifecycles();
data.types = typeNames.map((name) => fieldsOf(name));
data.names = typeNames.map((name) => name.replace(/^.*\./, ''));
write();

function read(version, release) {
  const root = folderOf(`k8s.io/kubernetes@v${release}`);
  const enums = closedSets[version];
  const pointers = pointersIn(sourcesOf(root, release));
  const off = disabledIn(join(root, 'pkg/controlplane/instance.go'), release);
  const folder = join(root, 'api/openapi-spec/v3');
  for (const file of readdirSync(folder).filter((name) => name.endsWith('_openapi.json'))) {
    const { paths, components } = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    const byKind = definitionsByKind(components?.schemas ?? {});
    for (const [path, { post }] of Object.entries(paths ?? {})) {
      const kind = post?.['x-kubernetes-group-version-kind'];
      // What is created in a collection, and no part of another object.
      if (!kind || /\/\{name\}/.test(path)) continue;
      const definition = byKind.get(keyOf(kind));
      if (!definition) throw new Error(`${file}: no definition of ${keyOf(kind)}`);
      addKind(kind, { version, definition, isNamespaced: path.includes('/namespaces/{namespace}/'), off });
    }
    addDefinitions(components?.schemas ?? {}, { version, enums, pointers });
  }
}

/**
 * The values of fields that take only some. Many were marked as such long after the server refused all others: where a
 * version marks none, those of the next one that does are taken.
 */
function closedSetsByVersion() {
  const files = RELEASES.map((release) => folderOf(`k8s.io/kubernetes@v${release}`));
  const marked = files.map((root) => enumsIn(join(root, 'pkg/generated/openapi/zz_generated.openapi.go')));
  return marked.reduceRight((later, own) => [new Map([...(later[0] ?? []), ...own]), ...later], []);
}

/** The definition of every kind that is an object, by its group, version and name. */
function definitionsByKind(schemas) {
  return new Map(
    Object.entries(schemas).flatMap(([name, schema]) =>
      (schema['x-kubernetes-group-version-kind'] ?? []).map((kind) => [keyOf(kind), name]),
    ),
  );
}

function addKind({ group, version: apiVersion, kind }, { version, definition, isNamespaced, off }) {
  const gv = group === '' ? apiVersion : `${group}/${apiVersion}`;
  const kinds = (data.kinds[gv] ??= {});
  const known = (kinds[kind] ??= { type: typeIndex(definition), scope: isNamespaced ? 'N' : 'C', from: version });
  known.to = version;
  if (off(gv, kind)) known.off = (known.off ?? 0) | (1 << version);
}

function addDefinitions(schemas, { version, enums, pointers }) {
  for (const [name, schema] of Object.entries(schemas)) {
    if (SPECIAL[name] || UNIONS[name]) continue;
    const fields = history.get(name) ?? new Map();
    history.set(name, fields);
    const required = new Set(schema.required ?? []);
    for (const [field, property] of Object.entries(schema.properties ?? {})) {
      const values = enums.get(`${name}.${field}`);
      // Behind a pointer, an empty text is a value, and none of those that are allowed.
      const isPointer = pointers.has(`${name}.${field}`);
      const code = `${required.has(field) ? '!' : ''}${codeOf(property, values).replace(/^e/, isPointer ? 'p' : 'e')}`;
      const codes = fields.get(field) ?? [];
      codes[version] = code;
      fields.set(field, codes);
    }
  }
}

/** A type as text: docs/adr/0007-schema-data.md tells the letters. */
function codeOf(schema, values) {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference) return referenceCode(reference.replace('#/components/schemas/', ''), schema.default);
  if (schema.items) return `[${codeOf(schema.items, values)}`;
  if (schema.additionalProperties) return `{${codeOf(schema.additionalProperties, values)}`;
  if (schema.type === 'string' && values) return `e${enumIndex(values)}`;
  return FORMATS[schema.format] ?? TYPES[schema.type] ?? fail(`No code for ${JSON.stringify(schema)}`);
}

function referenceCode(name, standard) {
  if (SPECIAL[name]) return SPECIAL[name];
  if (UNIONS[name]) return `${UNIONS[name]}${typeIndex(JSON_SCHEMA)}`;
  // A default of {} is that of a struct without pointer: where it is absent, its own fields are missing.
  return `${standard ? '=' : '#'}${typeIndex(name)}`;
}

function typeIndex(name) {
  const known = typeNames.indexOf(name);
  return known >= 0 ? known : typeNames.push(name) - 1;
}

function enumIndex(values) {
  const text = values.join('\n');
  const known = data.enums.indexOf(text);
  return known >= 0 ? known : data.enums.push(text) - 1;
}

/** The fields of a definition, each with its code, or with several codes and the versions that have them. */
function fieldsOf(name) {
  const fields = {};
  for (const [field, codes] of history.get(name) ?? fail(`No definition of ${name}`)) {
    fields[field] = spansOf(corrected(codes), historyOf(name));
  }
  return fields;
}

/** Whether a field is required is what the newest version says: the specification was corrected, not the server. */
function corrected(codes) {
  const isRequired = codes.at(-1).startsWith('!');
  return codes.map((code) => `${isRequired ? '!' : ''}${code.replace(/^!/, '')}`);
}

/** In which versions there is a definition at all. */
function historyOf(name) {
  const present = [];
  for (const codes of history.get(name).values()) codes.forEach((_, version) => (present[version] = true));
  return present;
}

function spansOf(codes, present) {
  const spans = [];
  for (let version = 0; version < RELEASES.length; version++) {
    // Where nothing has the definition, any code does.
    const code = codes[version] ?? (present[version] ? undefined : spans.at(-1)?.code);
    const last = spans.at(-1);
    if (last && last.code === code) last.to = version;
    else spans.push({ code, from: version, to: version });
  }
  while (spans[0] && spans[0].code === undefined && !present[spans[0].to] && spans.length > 1) {
    spans[1].from = 0;
    spans.shift();
  }
  const known = spans.filter(({ code }) => code !== undefined);
  if (known.length === 1 && known[0].from === 0 && known[0].to === RELEASES.length - 1) return known[0].code;
  return known.map(({ code, from, to }) => `${code}@${from}-${to}`).join('|');
}

/** The values of every field that has a closed set of them: `<definition>.<field>`. */
function enumsIn(file) {
  const enums = new Map();
  let definition;
  let field;
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    const start = /^func schema_(\w+)\(ref /.exec(line);
    if (start) definition = definitionName(start[1]);
    field = /^\t{5}"([^"]+)": \{$/.exec(line)?.[1] ?? field;
    const list = /^\s+Enum:\s+\[\]interface\{\}\{(.*)\},?$/.exec(line);
    if (list && definition) enums.set(`${definition}.${field}`, JSON.parse(`[${list[1]}]`).map(String));
  }
  return enums;
}

function definitionName(name) {
  const [, group, version, type] = /^(?:k8sio_api|pkg_apis)_(\w+)_(v\d+(?:(?:alpha|beta)\d+)?)_(\w+)$/.exec(name) ?? [];
  if (!group) return undefined;
  if (group === 'apiextensions') return `io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.${version}.${type}`;
  if (group === 'apiregistration') return `io.k8s.kube-aggregator.pkg.apis.apiregistration.${version}.${type}`;
  if (group === 'meta') return `io.k8s.apimachinery.pkg.apis.meta.${version}.${type}`;
  return `io.k8s.api.${group}.${version}.${type}`;
}

/** Tells what a server does not serve unless it is asked to: alpha versions, and all beta ones but those of old. */
function disabledIn(file, release) {
  const [, listed = ''] =
    /legacyBetaEnabledByDefaultResources = [^{]*\{([^}]*)\}/.exec(readFileSync(file, 'utf8')) ?? [];
  const legacy = new Set(
    [...listed.matchAll(/^\s*(\w+?)(?:api)?(v\d+beta\d+)\.\w+\.WithResource\("(\w+)"\)/gm)].map(
      ([, group, version, resource]) => `${group}/${version} ${resource}`,
    ),
  );
  if (listed.includes('WithResource') && legacy.size === 0) throw new Error(`${release}: what is enabled is not read`);
  return (gv, kind) => {
    const [group, version = ''] = gv.split('/');
    if (!/alpha|beta/.test(version)) return false;
    return !legacy.has(`${group.replace(/\..*/, '')}/${version} ${kind.toLowerCase()}s`);
  };
}

/** When versions of kinds came, are deprecated and go, by the sources of every version and the table of older ones. */
function readLifecycles() {
  const cycles = { ...LIFECYCLES };
  for (const release of RELEASES) {
    const root = folderOf(`k8s.io/kubernetes@v${release}`);
    Object.assign(cycles, lifecyclesIn(sourcesOf(root, release)));
  }
  for (const [key, cycle] of Object.entries({ ...cycles, ...CORRECTIONS })) {
    const [gv, kind] = key.split(' ');
    const kinds = data.kinds[gv];
    if (kinds?.[kind]) kinds[kind].life = cycle;
    else if (LIFECYCLES[key] || goneBefore(cycle)) ((data.kinds[gv] ??= {})[kind] ??= {}).life = cycle;
  }
}

/** The types of the API in Go. */
function sourcesOf(root, release) {
  const staging = join(root, 'staging/src/k8s.io/api');
  return existsSync(staging) ? staging : folderOf(`k8s.io/api@v0.${release.slice(2)}`);
}

/** The fields that are pointers: `<definition>.<field>`. */
function pointersIn(folder) {
  const pointers = new Set();
  for (const file of readdirSync(folder, { recursive: true }).filter((name) => /^\w+\/\w+\/types\.go$/.test(name))) {
    const [group, version] = file.split('/');
    const inline = [];
    let type;
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n')) {
      type = /^type (\w+) struct/.exec(line)?.[1] ?? type;
      const field = /^\t\w+\s+\*\S+\s+`json:"(\w+)/.exec(line)?.[1];
      if (field) pointers.add(`io.k8s.api.${group}.${version}.${type}.${field}`);
      const part = /^\t(\w+)\s+`json:",inline"/.exec(line)?.[1];
      if (part) inline.push([type, part]);
    }
    // The fields of a struct within another one are its own.
    for (const [whole, part] of inline) {
      const prefix = `io.k8s.api.${group}.${version}.${part}.`;
      const own = [...pointers].filter((name) => name.startsWith(prefix));
      for (const name of own) pointers.add(name.replace(`.${part}.`, `.${whole}.`));
    }
  }
  return pointers;
}

/** Whether a kind was served once, by a version that is not known here any more. */
function goneBefore([, , removed]) {
  return removed !== undefined && Number(removed.split('.')[1]) <= Number(data.versions[0].split('.')[1]);
}

function lifecyclesIn(folder) {
  const cycles = {};
  for (const group of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const version of readdirSync(join(folder, group.name))) {
      const file = join(folder, group.name, version, 'zz_generated.prerelease-lifecycle.go');
      if (!existsSync(file)) continue;
      const source = readFileSync(file, 'utf8');
      const registered = readFileSync(join(folder, group.name, version, 'register.go'), 'utf8');
      const [, name] = /GroupName\s*=\s*"([^"]*)"/.exec(registered) ?? fail(file);
      for (const [key, cycle] of cyclesIn(source, name === '' ? version : `${name}/${version}`)) cycles[key] = cycle;
    }
  }
  return cycles;
}

function* cyclesIn(source, gv) {
  const found = new Map();
  const pattern = /func \(in \*(\w+)\) APILifecycle(\w+)\(\)[^{]*\{\n\treturn (.*)\n/g;
  for (const [, kind, what, value] of source.matchAll(pattern)) {
    if (NO_OBJECTS.test(kind)) continue;
    const cycle = found.get(kind) ?? {};
    found.set(kind, cycle);
    const literal = /Group: "(.*)", Version: "(.*)", Kind: "(.*)"/.exec(value);
    cycle[what] = literal
      ? [literal[1], literal[2]].filter(Boolean).join('/') + ` ${literal[3].replace(/List$/, '')}`
      : value.replace(', ', '.');
  }
  for (const [kind, { Introduced, Deprecated, Removed, Replacement }] of found) {
    yield [`${gv} ${kind}`, [Introduced, Deprecated, Removed, Replacement]];
  }
}

function write() {
  const kinds = Object.fromEntries(
    Object.entries(data.kinds)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([gv, kindsOfIt]) => [
        gv,
        Object.fromEntries(Object.entries(kindsOfIt).map(([kind, entry]) => [kind, packed(entry)])),
      ]),
  );
  const enums = data.enums.map((values) => values.split('\n'));
  const text = JSON.stringify({ versions: data.versions, enums, names: data.names, types: data.types, kinds });
  const literal = `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  writeFileSync(TARGET, `${header()}\nexport const DATA: string =\n  // prettier-ignore\n  ${literal};\n`);
  console.log(
    `${TARGET}: ${text.length} bytes, ${data.types.length} types, ${Object.keys(kinds).length} group versions`,
  );
}

/** [type, scope, first version, last version, in which versions it is off, lifecycle] */
function packed({ type, scope, from, to, off, life }) {
  const cycle = life?.map((value) => value ?? '');
  while (cycle?.at(-1) === '') cycle.pop();
  const head = type === undefined ? [] : [type, scope, from, to, off ?? 0];
  return { ...(head.length > 0 ? { served: head } : {}), ...(cycle ? { life: cycle } : {}) };
}

function header() {
  return `/*
 * Generated by scripts/kubernetes-schemas.mjs from the sources of Kubernetes ${minor(RELEASES[0])} to ${minor(RELEASES.at(-1))}; do not edit.
 *
 * Copyright The Kubernetes Authors. Licensed under the Apache License, Version 2.0
 * (https://www.apache.org/licenses/LICENSE-2.0); shortened and put into another form.
 */

/** What the API of each version takes, as JSON. */`;
}

function keyOf({ group, version, kind }) {
  return `${group === '' ? '' : `${group}/`}${version} ${kind}`;
}

function minor(release) {
  return release.split('.').slice(0, 2).join('.');
}

function folderOf(module) {
  const answer = execFileSync('go', ['mod', 'download', '-json', module], { cwd: '/', encoding: 'utf8' });
  return JSON.parse(answer).Dir;
}

function fail(message) {
  throw new Error(message);
}
