import { isList, isObject, type Json, type JsonPath } from '../../../manifest/json';
import { isSecret, isUnknown } from '../markers';
import type { PlanFinding, PlannedResource } from '../plan';
import { propertyPathText } from '../property-path';

/** Inputs that are secret in one of two plans only, and inputs that are known in both and yet not the same. */
export function valueFindings(preview: PlannedResource, known: PlannedResource): readonly PlanFinding[] {
  return meetingsOf(preview.inputs, known.inputs).flatMap((meeting) => {
    const found = revealed(meeting) ?? (isUnstable(meeting) ? UNSTABLE : undefined);
    if (!found) return [];
    const { message, ...rest } = found;
    return [
      { ...rest, urn: known.urn, message: `\`${propertyPathText(meeting.path)}\` of '${known.name}' ${message}` },
    ];
  });
}

/** Two values at one place, of which one at least has no parts. */
interface Meeting {
  readonly path: JsonPath;
  readonly before: Json;
  readonly after: Json;
}

/** The places that are in both values. */
function meetingsOf(before: Json, after: Json, path: JsonPath = []): readonly Meeting[] {
  if (isMarker(before) || isMarker(after)) return [{ path, before, after }];
  if (isList(before) && isList(after)) {
    // The parts of lists that are not of one length are no longer the same parts.
    if (before.length !== after.length) return [];
    return before.flatMap((item, index) => meetingsOf(item, after[index] ?? null, [...path, index]));
  }
  if (isObject(before) && isObject(after)) {
    return Object.entries(before).flatMap(([key, value]) => {
      const other = after[key];
      return other === undefined ? [] : meetingsOf(value, other, [...path, key]);
    });
  }
  return [{ path, before, after }];
}

function isMarker(value: Json): boolean {
  return isSecret(value) || isUnknown(value);
}

type Problem = Omit<PlanFinding, 'urn'>;

const UNSTABLE: Problem = {
  rule: 'plan/unstable',
  severity: 'warning',
  message: 'differs from run to run, with the same configuration: every deployment changes it.',
  fix: 'Make it of nothing that changes by itself (clock, random values), or ignore its changes.',
};

/** What is secret here and plain there. */
function revealed({ before, after }: Meeting): Problem | undefined {
  const isLost = isSecret(before) && !isMarker(after);
  if (!isLost && !(isSecret(after) && !isMarker(before))) return undefined;
  return {
    rule: 'plan/secret',
    severity: 'error',
    message: isLost
      ? 'is secret while outputs are unknown, and plain when they are known.'
      : 'is plain while outputs are unknown, and secret when they are known.',
    fix: 'Mark it with `pulumi.secret`, and derive it with `apply` from what is secret.',
  };
}

/** A list or an object may have parts that are not known, which only shows in the other plan. */
function isUnstable({ before, after }: Meeting): boolean {
  return isScalar(before) && isScalar(after) && before !== after && ![before, after].some(isClosure);
}

/** Code that the SDK has written of a function holds the values of Outputs in it, where they are known. */
function isClosure(value: Json): boolean {
  return typeof value === 'string' && value.includes('function __f0(');
}

function isScalar(value: Json): boolean {
  return !isList(value) && !isObject(value);
}
