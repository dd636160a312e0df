/** A field of a schedule. */
interface Bounds {
  readonly name: string;
  readonly minimum: number;
  readonly maximum: number;
  /** Names that stand for the numbers from the minimum on. */
  readonly names: readonly string[];
}

const FIELDS: readonly Bounds[] = [
  { name: 'minute', minimum: 0, maximum: 59, names: [] },
  { name: 'hour', minimum: 0, maximum: 23, names: [] },
  { name: 'day of the month', minimum: 1, maximum: 31, names: [] },
  {
    name: 'month',
    minimum: 1,
    maximum: 12,
    names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
  },
  { name: 'day of the week', minimum: 0, maximum: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
];

const DESCRIPTORS = ['@yearly', '@annually', '@monthly', '@weekly', '@daily', '@midnight', '@hourly'];

/** What is wrong with a schedule as the CronJob controller reads it; undefined where nothing is. */
export function mistakeInSchedule(schedule: string): string | undefined {
  if (/^(CRON_)?TZ=/.test(schedule)) {
    const blank = schedule.indexOf(' ');
    return blank < 0 ? 'it names a time zone, and no time' : mistakeInSchedule(schedule.slice(blank).trim());
  }
  if (schedule.startsWith('@')) return mistakeInDescriptor(schedule);
  const fields = schedule
    .trim()
    .split(/\s+/)
    .filter((field) => field !== '');
  if (fields.length !== FIELDS.length) return `it has ${fields.length} fields, not ${FIELDS.length}`;
  for (const [index, bounds] of FIELDS.entries()) {
    const mistake = mistakeInField(fields[index] ?? '', bounds);
    if (mistake !== undefined) return mistake;
  }
  return undefined;
}

function mistakeInDescriptor(schedule: string): string | undefined {
  if (DESCRIPTORS.includes(schedule)) return undefined;
  const [, duration] = /^@every (.*)$/s.exec(schedule) ?? [];
  if (duration === undefined) return `there is no '${schedule}'`;
  return isDuration(duration) ? undefined : `'${duration}' is no duration`;
}

/** A duration as Go writes it: `1h30m`. */
function isDuration(text: string): boolean {
  return /^[-+]?(0|((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))+)$/.test(text);
}

function mistakeInField(field: string, bounds: Bounds): string | undefined {
  for (const part of field.split(',').filter((each) => each !== '')) {
    const mistake = mistakeInPart(part, bounds);
    if (mistake !== undefined) return `the ${bounds.name} '${field}' ${mistake}`;
  }
  return undefined;
}

function mistakeInPart(part: string, bounds: Bounds): string | undefined {
  const [range = '', step, ...steps] = part.split('/');
  const [low = '', high, ...ends] = range.split('-');
  if (steps.length > 0) return "has too many '/'";
  const isAny = low === '*' || low === '?';
  if (!isAny && ends.length > 0) return "has too many '-'";
  const start = isAny ? bounds.minimum : numberOf(low, bounds);
  const end = endOf({ isAny, high, step, start }, bounds);
  if (start === undefined || end === undefined) return 'is no number';
  const every = step === undefined ? 1 : wholeNumber(step);
  if (every === undefined || every === 0) return 'has a step that is no number above 0';
  if (start < bounds.minimum) return `starts below ${bounds.minimum}`;
  if (end > bounds.maximum) return `ends above ${bounds.maximum}`;
  return start > end ? 'ends before it starts' : undefined;
}

interface Part {
  readonly isAny: boolean;
  readonly high: string | undefined;
  readonly step: string | undefined;
  readonly start: number | undefined;
}

/** A number with a step goes on to the end: `5/15`. */
function endOf({ isAny, high, step, start }: Part, bounds: Bounds): number | undefined {
  if (isAny) return bounds.maximum;
  if (high !== undefined) return numberOf(high, bounds);
  return step === undefined ? start : bounds.maximum;
}

function numberOf(text: string, { names, minimum }: Bounds): number | undefined {
  const index = names.indexOf(text.toLowerCase());
  return index < 0 ? wholeNumber(text) : index + minimum;
}

function wholeNumber(text: string): number | undefined {
  return /^\+?\d+$|^-0+$/.test(text) ? Number(text) : undefined;
}
