import type { Duration } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { report } from '../manifest/finding';

/** A duration as the whole seconds that the API takes; a part of a second is reported. */
export function seconds(scope: IConstruct, field: string, duration: Duration | undefined): number | undefined {
  if (duration === undefined) return undefined;
  const milliseconds = duration.toMilliseconds();
  if (milliseconds % 1000 === 0) return milliseconds / 1000;
  report(scope, {
    rule: 'duration/not-whole',
    message: `${field} is ${milliseconds} milliseconds.`,
    want: 'whole seconds',
    fix: 'Round it to seconds.',
  });
  return Math.ceil(milliseconds / 1000);
}
