import { request } from 'node:https';
import { fieldManager, type ClusterClient } from '../support/client';
import { at } from '../support/fields';
import type { Manifest } from '../support/manifest';

/** Why the server would refuse a server-side apply to an object that exists; undefined where it would take it. */
export async function refusalOf({ connection }: ClusterClient, manifest: Manifest): Promise<string | undefined> {
  const query = new URLSearchParams({ dryRun: 'All', force: 'true', fieldManager, fieldValidation: 'Strict' });
  const { status, text } = await send(new URL(`${pathOf(manifest)}?${query.toString()}`, connection.server), {
    token: connection.token,
    body: JSON.stringify(manifest),
  });
  if (status === 200) return undefined;
  const answer: unknown = JSON.parse(text);
  return `${status} ${at.string(answer, 'message') ?? text}`;
}

function pathOf({ apiVersion, kind, metadata: { name, namespace } }: Manifest): string {
  const api = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${api}${namespace === undefined ? '' : `/namespaces/${namespace}`}/${pluralOf(kind)}/${name}`;
}

/** As the kinds of Kubernetes itself are called in paths. */
function pluralOf(kind: string): string {
  const singular = kind.toLowerCase();
  if (singular === 'endpoints') return singular;
  if (/(?:ss|x)$/.test(singular)) return `${singular}es`;
  return singular.endsWith('y') ? `${singular.slice(0, -1)}ies` : `${singular}s`;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function send(url: URL, { token, body }: { readonly token: string; readonly body: string }): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/apply-patch+yaml' };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'PATCH', headers, rejectUnauthorized: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
