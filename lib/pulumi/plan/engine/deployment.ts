import type { JsonObject } from '../../../manifest/json';
import { PLAIN_SECRET, withTexts } from '../markers';
import type { Message, Plan, PlannedResource, Urn } from '../plan';
import { packageOf, providerOf, titleOf } from '../urn';
import type { OutputsOf, ResultOf } from './outputs';
import type { Callbacks } from './sdk';
import { recorded, secretTexts } from './wire';

/**
 * `preview`: nothing exists yet, so that no more is known of a resource than its inputs. `known`: everything exists,
 * and providers answer with values that are made up.
 */
export type Mode = 'preview' | 'known';

/** What a simulated engine runs a program with. */
export interface EngineSettings {
  readonly project: string;
  readonly stack: string;
  readonly organization: string;
  readonly mode: Mode;
  /** Absolute path of the program's folder. */
  readonly folder: string;
  /** Absolute path of the folder with all of its files. */
  readonly projectFolder: string;
  readonly outputsOf: OutputsOf;
  readonly resultOf: ResultOf;
  /** Outputs of the stacks that the program refers to, by the names by which it does. */
  readonly stackOutputs: Readonly<Record<string, JsonObject>>;
  /** Configuration: texts by their full keys. */
  readonly config: Readonly<Record<string, string>>;
  /** Texts that are kept out of messages. */
  readonly secrets: readonly string[];
}

/** A resource as the engine has it: properties as they go over the wire. */
export interface State {
  /** Empty: not known yet. */
  readonly id: string;
  readonly outputs: JsonObject;
  readonly planned: PlannedResource;
  readonly transforms: readonly Callbacks.Callback[];
  /** References to the providers that a component has for its children, by package. */
  readonly providers: ReadonlyMap<string, string>;
}

/** A mistake of the program that ends its deployment. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

/** What one run of a program has made the engine do so far. */
export class Deployment {
  readonly settings: EngineSettings;
  readonly stackTransforms: Callbacks.Callback[] = [];
  readonly invokeTransforms: Callbacks.Callback[] = [];
  /** Versions of the packages that the program has registered, by reference. */
  readonly packages = new Map<string, string>();
  /** Why it cannot go on. */
  readonly failures: string[] = [];
  /** Grows with all that the program does. */
  activity = 0;
  readonly #messages: Message[] = [];
  readonly #claimed = new Set<Urn>();
  readonly #states = new Map<Urn, State>();
  readonly #secrets: Set<string>;
  /** How many resources of a kind and name have been made in the program, and are not registered yet. */
  readonly #waiting = new Map<string, number>();
  #rootUrn = '';
  #outputs: JsonObject | undefined;

  constructor(settings: EngineSettings) {
    this.settings = settings;
    this.#secrets = new Set(settings.secrets);
  }

  /** Makes a URN that of one resource. @throws Refusal - it is that of another already */
  claim(urn: Urn): void {
    if (this.#claimed.has(urn)) throw new Refusal(`Duplicate resource URN '${urn}'; try giving it a unique name`);
    this.#claimed.add(urn);
  }

  add(state: State): void {
    this.#states.set(state.planned.urn, state);
  }

  /** What a provider is set to: the one of a reference, else the default one of the package that a token is of. */
  providerSettings(reference: string | undefined, token: string): JsonObject {
    const named = reference === undefined ? undefined : this.state(providerOf(reference));
    const prefix = `${packageOf(token)}:`;
    const configured = Object.entries(this.settings.config).filter(([key]) => key.startsWith(prefix));
    return (
      named?.planned.inputs ?? Object.fromEntries(configured.map(([key, value]) => [key.slice(prefix.length), value]))
    );
  }

  state(urn: Urn | undefined): State | undefined {
    return urn === undefined ? undefined : this.#states.get(urn);
  }

  /** Marks what is secret in properties: it will not be in any message. */
  hide(properties: JsonObject): void {
    for (const text of secretTexts(properties)) this.#secrets.add(text);
  }

  say(message: Message): void {
    this.#messages.push(message);
  }

  fail(problem: string): void {
    if (!this.failures.includes(problem)) this.failures.push(problem);
  }

  get rootUrn(): Urn {
    return this.#rootUrn;
  }

  set rootUrn(urn: Urn) {
    this.#rootUrn = urn;
  }

  /** Whether the program has come to its end. */
  get isComplete(): boolean {
    return this.#outputs !== undefined;
  }

  finish(outputs: JsonObject): void {
    this.#outputs = outputs;
  }

  /** The program has made a resource, which it registers as soon as all its inputs are there. */
  announce(type: string, name: string): void {
    this.#count(type, name, 1);
  }

  arrive(type: string, name: string): void {
    this.#count(type, name, -1);
  }

  #count(type: string, name: string, more: number): void {
    const title = titleOf({ type, name });
    this.#waiting.set(title, (this.#waiting.get(title) ?? 0) + more);
  }

  /** The resources that the program has made and not registered. */
  get waiting(): readonly string[] {
    return [...this.#waiting].filter(([, count]) => count > 0).map(([title]) => title);
  }

  /** A text without the secrets of the program. */
  masked(text: string): string {
    // Longer ones first: one may be part of another. Texts of one or two letters are everywhere.
    return without(text, longerFirst([...this.#secrets].filter(({ length }) => length > 2)));
  }

  get messages(): readonly Message[] {
    return this.#messages.map((message) => ({ ...message, text: this.masked(message.text) }));
  }

  /** A resource without the secrets of the configuration, which a program can read as plain text, too. */
  #without(planned: PlannedResource): PlannedResource {
    return { ...planned, inputs: this.#readable(planned.inputs) };
  }

  #readable(properties: JsonObject): JsonObject {
    const secrets = longerFirst(this.settings.secrets.filter(({ length }) => length >= TELLING));
    return secrets.length === 0 ? properties : withTexts(properties, (text) => without(text, secrets));
  }

  plan(): Plan {
    const { project, stack } = this.settings;
    return {
      format: 1,
      project,
      stack,
      resources: [...this.#states.values()].map(({ planned }) => this.#without(planned)),
      outputs: this.#readable(recorded(this.#outputs ?? {})),
      messages: this.messages,
    };
  }
}

/** Letters that a secret has at least, if it is not to be found by chance in what is no secret. */
const TELLING = 8;

function longerFirst(secrets: readonly string[]): readonly string[] {
  return [...secrets].sort((a, b) => b.length - a.length);
}

function without(text: string, secrets: readonly string[]): string {
  return secrets.reduce((masked, secret) => masked.replaceAll(secret, PLAIN_SECRET), text);
}
