import { kindOf } from '../../manifest/inventory';
import { objectAt, text, type JsonObject } from '../../manifest/json';
import type { Context } from '../context';
import { apiOf } from './api';
import { definitionsIn, versionOf } from './definitions';
import type { Mistake } from './mistakes';
import { unknownFields } from './structural-fields';
import { valueMistakes } from './structural-values';
import type { Struct } from './types';
import { mistakesIn } from './validate';

/** Judges custom resources whose definitions are known. */
export class CustomSchemas {
  readonly #definitions: ReturnType<typeof definitionsIn>;
  readonly #metadata: Struct | undefined;

  constructor(context: Context) {
    this.#definitions = definitionsIn(context);
    // Custom resources have the metadata of any other object.
    const type = apiOf(context.kubernetesVersion).structOfKind('v1', 'ConfigMap')?.fields.get('metadata')?.type;
    this.#metadata = type?.is === 'struct' ? type.of() : undefined;
  }

  mistakesIn(manifest: JsonObject): readonly Mistake[] {
    const version = this.#definitions.get(kindOf(manifest))?.get(versionOf(text(manifest['apiVersion'])));
    if (!version?.isServed) return [];
    const metadata = this.#metadata ? mistakesIn(objectAt(manifest, 'metadata'), this.#metadata) : [];
    return [
      ...metadata.map((mistake) => ({ ...mistake, at: ['metadata', ...mistake.at] })),
      ...unknownFields(manifest, version.schema),
      ...valueMistakes(version.hasStatus ? withoutStatus(manifest) : manifest, version.schema),
    ];
  }
}

/** What is left of an object that is created: its status is for controllers to write. */
function withoutStatus({ status: _, ...manifest }: JsonObject): JsonObject {
  return manifest;
}
