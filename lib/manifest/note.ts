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
    const own = construct.node.metadata.filter(({ type }) => type === this.#type);
    // eslint-disable-next-line @typescript-eslint/no-unsafe-return -- metadata has no type; only `leave` writes this one
    return own.map(({ data }) => data);
  }
}
