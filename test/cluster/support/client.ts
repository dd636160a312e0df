import { HttpMethod, KubeConfig, KubernetesObjectApi } from '@kubernetes/client-node';
import type { Configuration } from '@kubernetes/client-node';
import { ApiError } from './api-error';
import { warningTexts } from './api-warning';
import type { ClusterConnection } from './connection';
import { at } from './fields';
import { describeReference, isManifest } from './manifest';
import type { Manifest, ObjectReference } from './manifest';

/** A warning of the API server, and what it was about. */
export interface ApiWarning {
  readonly about: string;
  readonly text: string;
}

/** What the API server says of an object that it is shown. */
export interface Verdict {
  /** Why it refuses the object; undefined where it takes it. */
  readonly refusal: string | undefined;
  readonly warnings: readonly string[];
}

export interface ListSelectors {
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

interface Call {
  readonly attempt: string;
  readonly method: HttpMethod;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | undefined>>;
  readonly contentType?: string;
  readonly body?: unknown;
}

interface ResourcePath {
  readonly collection: string;
  readonly object: string;
}

/** Field manager of what tests apply. */
export const fieldManager = 'stackwright-test';
const strict = { fieldValidation: 'Strict', fieldManager };

/** Talks to the API server as a strict person would: unknown fields are errors, and warnings are kept. */
export class ClusterClient {
  readonly connection: ClusterConnection;
  /** All warnings so far, oldest first. */
  readonly warnings: ApiWarning[] = [];
  readonly #api: JsonApi;

  constructor(connection: ClusterConnection) {
    this.connection = connection;
    this.#api = kubeConfig(connection).makeApiClient(JsonApi);
  }

  async create(manifest: Manifest): Promise<Manifest> {
    const { collection } = await this.#api.path(manifest);
    const call = { method: HttpMethod.POST, path: collection, query: strict, body: manifest };
    return this.#object({ ...call, attempt: `create ${describeReference(manifest)}` });
  }

  /** What the server would say to the object, whose namespace exists; nothing is kept. */
  async dryRun(manifest: Manifest): Promise<Verdict> {
    try {
      const { collection } = await this.#api.path(manifest);
      const query = { ...strict, dryRun: 'All' };
      const attempt = `create ${describeReference(manifest)}`;
      const { warnings } = await this.#api.send({
        attempt,
        method: HttpMethod.POST,
        path: collection,
        query,
        body: manifest,
      });
      return { refusal: undefined, warnings };
    } catch (error) {
      if (error instanceof ApiError) return { refusal: error.message, warnings: [] };
      throw error;
    }
  }

  /** Server-side apply that takes over fields of other managers. */
  async apply(manifest: Manifest): Promise<Manifest> {
    const query = { ...strict, force: 'true' };
    return this.#patch('apply', manifest, manifest, 'application/apply-patch+yaml', query);
  }

  /** JSON merge patch. */
  async patch(reference: ObjectReference, patch: object): Promise<Manifest> {
    return this.#patch('patch', reference, patch, 'application/merge-patch+json', strict);
  }

  /** Creates a subresource such as a Pod's eviction. */
  async createSubresource(reference: ObjectReference, subresource: string, body: object): Promise<unknown> {
    const path = `${(await this.#api.path(reference)).object}/${subresource}`;
    const attempt = `create ${subresource} of ${describeReference(reference)}`;
    return this.#send({ attempt, method: HttpMethod.POST, path, query: strict, body });
  }

  async get(reference: ObjectReference): Promise<Manifest> {
    const { object } = await this.#api.path(reference);
    return this.#object({ attempt: `get ${describeReference(reference)}`, method: HttpMethod.GET, path: object });
  }

  /** Like get, but gives undefined where there is no such object. */
  async find(reference: ObjectReference): Promise<Manifest | undefined> {
    return this.get(reference).catch((error: unknown) => {
      if (error instanceof ApiError && error.status === 404) return undefined;
      throw error;
    });
  }

  /** All objects of a kind, in one namespace or in all. */
  async list(
    apiVersion: string,
    kind: string,
    namespace?: string,
    { fieldSelector, labelSelector }: ListSelectors = {},
  ): Promise<Manifest[]> {
    const { collection } = await this.#api.path({ apiVersion, kind, metadata: { name: '', namespace } }, 'list');
    const attempt = `list ${apiVersion} ${kind} in ${namespace ?? 'all namespaces'}`;
    const query = { fieldSelector, labelSelector };
    const answer = await this.#send({ attempt, method: HttpMethod.GET, path: collection, query });
    // The items of a list leave out what the list as a whole says.
    return at
      .list(answer, 'items')
      .map((item) => manifestFrom(attempt, typeof item === 'object' ? { apiVersion, kind, ...item } : item));
  }

  /** Asks for deletion, dependents in the background; finalizers may keep the object for a while. */
  async delete(reference: ObjectReference): Promise<void> {
    const { object } = await this.#api.path(reference);
    const query = { propagationPolicy: 'Background' };
    const attempt = `delete ${describeReference(reference)}`;
    await this.#send({ attempt, method: HttpMethod.DELETE, path: object, query });
  }

  async #patch(
    verb: string,
    reference: ObjectReference,
    body: object,
    contentType: string,
    query: Readonly<Record<string, string>>,
  ): Promise<Manifest> {
    const { object } = await this.#api.path(reference);
    const attempt = `${verb} ${describeReference(reference)}`;
    return this.#object({ attempt, method: HttpMethod.PATCH, path: object, query, contentType, body });
  }

  async #object(call: Call): Promise<Manifest> {
    return manifestFrom(call.attempt, await this.#send(call));
  }

  async #send(call: Call): Promise<unknown> {
    const { body, warnings } = await this.#api.send(call);
    this.warnings.push(...warnings.map((text) => ({ about: call.attempt, text })));
    return body;
  }
}

/**
 * The library's discovery, authentication and transport without its models: those drop every field they do not know
 * before the server sees it, so that strict validation would find nothing, and turn times into Date objects.
 */
class JsonApi extends KubernetesObjectApi {
  async path(reference: ObjectReference, action: 'list' | 'other' = 'other'): Promise<ResourcePath> {
    const { apiVersion, kind, metadata } = reference;
    const resource = await this.#resource(reference);
    const namespace = metadata.namespace ?? (action === 'list' ? undefined : 'default');
    const scope = resource.namespaced && namespace !== undefined ? `/namespaces/${encodeURIComponent(namespace)}` : '';
    if (resource.name === '') throw new Error(`Discovery gives no resource for ${apiVersion} ${kind}`);
    const collection = `${this.apiVersionPath(apiVersion)}${scope}/${resource.name}`;
    return { collection, object: `${collection}/${encodeURIComponent(metadata.name)}` };
  }

  async send(call: Call): Promise<{ readonly body: unknown; readonly warnings: string[] }> {
    const { baseServer, httpApi, authMethods }: Configuration = this.configuration;
    const request = baseServer.makeRequestContext(call.path, call.method);
    request.setHeaderParam('Accept', 'application/json');
    for (const [name, value] of Object.entries(call.query ?? {})) {
      if (value !== undefined) request.setQueryParam(name, value);
    }
    if (call.body !== undefined) {
      request.setHeaderParam('Content-Type', call.contentType ?? 'application/json');
      request.setBody(JSON.stringify(call.body));
    }
    await authMethods.default?.applySecurityAuthentication(request);
    const send = () => httpApi.send(request).toPromise();
    const response = await send().catch((error: unknown) => {
      if (changesNothing(call) && isHangUp(error)) return send();
      throw error;
    });
    const text = await response.body.text();
    if (response.httpStatusCode >= 300) throw new ApiError(call.attempt, response.httpStatusCode, text);
    return { body: JSON.parse(text), warnings: warningTexts(response.headers['warning']) };
  }

  async #resource(reference: ObjectReference): Promise<{ readonly name: string; readonly namespaced: boolean }> {
    const { apiVersion, kind } = reference;
    const found = await this.resource(apiVersion, kind).catch((error: unknown) => {
      if (at.number(error, 'code') === 404) return undefined;
      throw error;
    });
    const message = `The server knows no ${apiVersion} ${kind}`;
    if (found === undefined) throw new ApiError(`find the API of ${describeReference(reference)}`, 404, message);
    return found;
  }
}

/** Whether a call may as well be made twice. */
function changesNothing({ method, query }: Call): boolean {
  return method === HttpMethod.GET || query?.['dryRun'] === 'All';
}

/** A connection that is kept open may be closed by the server just when it is used again. */
function isHangUp(error: unknown): boolean {
  return error instanceof Error && /socket hang up|ECONNRESET/.test(error.message);
}

function kubeConfig({ server, token }: ClusterConnection): KubeConfig {
  const config = new KubeConfig();
  config.loadFromClusterAndUser({ name: 'test', server, skipTLSVerify: true }, { name: 'test', token });
  return config;
}

function manifestFrom(attempt: string, value: unknown): Manifest {
  if (!isManifest(value)) throw new Error(`${attempt}: the server's answer is no object: ${JSON.stringify(value)}`);
  return value;
}
