import { request } from 'node:https';

export interface ApiServerResponse {
  readonly status: number;
  readonly text: string;
}

/**
 * The API server while the control plane starts. Tests use ClusterClient; this stays without the Kubernetes client
 * library, which jest's global setup could load on the newest versions of Node.js only.
 */
export class ApiServer {
  readonly url: string;
  readonly #token: string;

  constructor(url: string, token: string) {
    this.url = url;
    this.#token = token;
  }

  async get(path: string): Promise<ApiServerResponse> {
    return this.#send('GET', path);
  }

  async create(path: string, body: object): Promise<void> {
    const response = await this.#send('POST', path, JSON.stringify(body));
    if (response.status !== 201) throw new Error(`POST ${path}: ${response.status} ${response.text}`);
  }

  #send(method: string, path: string, body?: string): Promise<ApiServerResponse> {
    const headers = { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      const options = { method, headers, rejectUnauthorized: false, agent: false, timeout: 10_000 };
      const sent = request(new URL(path, this.url), options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
      });
      sent.on('timeout', () => sent.destroy(new Error(`${method} ${path}: no answer in time`)));
      sent.on('error', reject);
      sent.end(body);
    });
  }
}
