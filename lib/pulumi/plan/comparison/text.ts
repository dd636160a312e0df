import { forEachString, type JsonPath } from '../../../manifest/json';
import type { Plan, PlanFinding, PlannedResource } from '../plan';
import { propertyPathText } from '../property-path';

interface Leak {
  /** @default 'plan/text' */
  readonly rule?: string;
  readonly pattern: RegExp;
  readonly severity: PlanFinding['severity'];
  readonly what: string;
  readonly fix: string;
}

const OUTPUT = 'an Output that was used as plain text';
const OUTPUT_FIX =
  'Pass the Output itself, or build the text with `pulumi.interpolate` or `apply`; in constructs, make a token of it.';

/** What JavaScript makes of values that are no text. */
const LEAKS: readonly Leak[] = [
  {
    rule: 'plan/secret',
    pattern: /\[secret\]/,
    severity: 'error',
    what: 'a secret of the configuration, readable for everybody who sees the state',
    fix: 'Read it with `requireSecret` or `getSecret`, and derive what is made of it with `apply` or `interpolate`.',
  },
  { pattern: /Calling \[(toString|toJSON|valueOf)\] on an \[Output/, severity: 'error', what: OUTPUT, fix: OUTPUT_FIX },
  {
    pattern: /\[object Promise\]/,
    severity: 'error',
    what: 'a promise that was used as plain text',
    fix: 'Wait for it, or wrap it with `pulumi.output`.',
  },
  {
    // Other kinds of `[object …]` are what scripts compare with.
    pattern: /\[object Object\]/,
    severity: 'error',
    what: 'an object that was used as plain text',
    fix: 'Use one of its fields, or `JSON.stringify`.',
  },
  {
    // In one word without other text: prose and scripts speak of such values without meaning any.
    pattern: /^(?!\S*\s)(?:\S*[-./:@_=,])?(?:undefined|NaN)(?:[-./:@_=,]\S*)?$|^NaN(?:[KMGTPE]i?|[mks%]|ms|px)$/,
    severity: 'warning',
    what: 'a value that is missing',
    fix: 'Give the value, or leave the field out where there is none.',
  },
];

/** Texts in the inputs, names and exports of a program that were meant to be values. */
export function leakedTexts(plans: readonly Plan[]): readonly PlanFinding[] {
  const found = new Map<string, PlanFinding>();
  const add = (finding: PlanFinding) => found.set([finding.urn, finding.message].join('|'), finding);
  for (const { resources, outputs } of plans) {
    for (const resource of resources) {
      for (const leak of leaksInName(resource)) add(leak);
      forEachString(resource.inputs, (text, path) => {
        const leak = leakIn(text);
        if (leak) add(leaked(leak, { resource, path: [...path] }));
      });
    }
    forEachString(outputs, (text, path) => {
      const leak = leakIn(text);
      if (leak) add(leaked(leak, { resource: undefined, path: [...path] }));
    });
  }
  return [...found.values()];
}

function leakIn(text: string): Leak | undefined {
  return LEAKS.find(({ pattern }) => pattern.test(text));
}

function leaksInName({ urn, type, name }: PlannedResource): readonly PlanFinding[] {
  const leak = leakIn(name);
  if (!leak) return [];
  return [
    {
      rule: 'plan/text',
      severity: leak.severity,
      urn,
      message: `The name of a resource of type ${type} contains ${leak.what}.`,
      fix: 'Name it by plain text that is known before anything exists.',
    },
  ];
}

interface Place {
  readonly resource: PlannedResource | undefined;
  readonly path: JsonPath;
}

function leaked({ rule = 'plan/text', severity, what, fix }: Leak, { resource, path }: Place): PlanFinding {
  const where = resource
    ? `\`${propertyPathText(path)}\` of '${resource.name}'`
    : `The export \`${propertyPathText(path)}\``;
  return { rule, severity, urn: resource?.urn, message: `${where} contains ${what}.`, fix };
}
