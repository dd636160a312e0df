import type { IConstruct } from 'constructs';

/** A kind of remark that constructs carry until the tree is collected. All that a synthesis knows lives in the tree. */
export class Note<T> {
  readonly #type: string;

  /** @param type - what the remark is about; unique in the library */
  constructor(type: string) {
    this.#type = `stackwright:${type}`;
  }

  leave(construct: IConstruct, remark: T): void {
    construct.node.addMetadata(this.#type, remark);
  }

  /** The remarks on one construct, in the order in which they were left. */
  on(construct: IConstruct): readonly T[] {
    const { metadata } = construct.node;
    // Most constructs carry none, and every construct is asked for every kind.
    if (metadata.length === 0) return [];
    const own = metadata.filter(({ type }) => type === this.#type);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- metadata has no type; only `leave` writes this one
    return own.map(({ data }) => data);
  }
}
