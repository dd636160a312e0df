import { isUtf8 } from 'node:buffer';
import { Construct } from 'constructs';
import { chosenName } from '../manifest/chosen-name';
import { onChange, type ChangeMode } from '../manifest/content-names';
import { report } from '../manifest/finding';
import { KubeObject } from '../manifest/kube-object';
import { stackLabels } from '../manifest/labels';
import { withoutRawValues } from '../manifest/raw-values';
import type { ConfigFiles } from './files';
import { isContent, mistakesIn, unknownKey } from './keys';

/** One key of a ConfigMap, as the value of an environment variable. */
export interface ConfigKey {
  readonly configMapKey: { readonly name: string; readonly key: string; readonly optional?: boolean };
}

export interface ConfigProps {
  /**
   * Name of the ConfigMap; a hash of the content follows it unless `onChange` says otherwise.
   * @default - the ids of the path below the stack, joined with '-'
   */
  readonly name?: string;
  /** Literal values. @default - none */
  readonly data?: Readonly<Record<string, string>>;
  /** Files, folders and env files: `[envFile('app.env'), directory('config')]`. @default - none */
  readonly from?: readonly ConfigFiles[];
  /**
   * What a change does to the pods that consume it.
   * - `rename`: a new ConfigMap with another name, so that exactly its consumers roll and a rollback finds the old one
   * - `restart`: the name stays and its consumers roll
   * - `nothing`: the name stays and the pods see the change in their files, for programs that watch them
   * @default 'rename'
   */
  readonly onChange?: ChangeMode | 'nothing';
}

/**
 * Configuration that is no secret: a ConfigMap from literals, files, folders and env files. Pass it to `environment`,
 * whole or by key, or to `mounts`.
 *
 * @example
 * const config = new Config(this, 'config', { data: { PORT: '4000' }, from: [envFile('production.env')] });
 */
export class Config extends Construct {
  readonly kind = 'ConfigMap';
  readonly name: string;
  readonly configMap: KubeObject<'ConfigMap'>;
  readonly #keys: readonly string[];

  constructor(scope: Construct, id: string, given: ConfigProps) {
    super(scope, id);
    const props = withoutRawValues(this, given);
    const mode = props.onChange ?? 'rename';
    const entries = this.#read(props);
    this.name = chosenName(this, props.name, 'ConfigMap');
    this.#keys = [...entries.keys()];
    const { data, binaryData } = split(entries);
    this.configMap = new KubeObject(this, 'Resource', {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: this.name, labels: stackLabels(this) },
      data,
      binaryData,
    });
    if (mode !== 'nothing') onChange(this.configMap, mode);
  }

  /** The keys, in the order in which they were given. */
  get keys(): readonly string[] {
    return [...this.#keys];
  }

  /** One value, for an environment variable of any name; a key that is not there is reported. */
  key(key: string): ConfigKey {
    if (!this.#keys.includes(key)) {
      report(this, unknownKey({ key, keys: this.#keys, owner: `The configuration '${this.name}'` }));
      return { configMapKey: { name: this.name, key, optional: true } };
    }
    return { configMapKey: { name: this.name, key } };
  }

  #read({ data = {}, from = [] }: ConfigProps): ReadonlyMap<string, string | Uint8Array> {
    const entries = new Map<string, string | Uint8Array>(Object.entries(data));
    const contents = from.map((files) => files.read());
    for (const mistake of contents.flatMap(({ mistakes }) => mistakes)) report(this, mistake);
    for (const [key, value] of contents.flatMap((content) => content.entries)) {
      if (entries.has(key)) reportTwice(this, key);
      entries.set(key, value);
    }
    for (const mistake of mistakesIn(entries)) report(this, mistake);
    return entries;
  }
}

/** Files that are not text go where the API wants them, in base64. */
function split(entries: ReadonlyMap<string, string | Uint8Array>) {
  const contents = [...entries].filter(([, value]) => isContent(value));
  const texts = contents.flatMap(([key, value]) => {
    if (typeof value === 'string') return [[key, value] as const];
    return isUtf8(value) ? [[key, Buffer.from(value).toString('utf8')] as const] : [];
  });
  const binaries = contents.flatMap(([key, value]) =>
    typeof value === 'string' || isUtf8(value) ? [] : [[key, Buffer.from(value).toString('base64')] as const],
  );
  return {
    data: texts.length > 0 ? Object.fromEntries(texts) : undefined,
    binaryData: binaries.length > 0 ? Object.fromEntries(binaries) : undefined,
  };
}

function reportTwice(scope: Construct, key: string): void {
  report(scope, {
    rule: 'configuration/key-twice',
    message: `The key '${key}' is given twice.`,
    want: 'each key in one source',
    fix: 'Remove it from one of them.',
  });
}
