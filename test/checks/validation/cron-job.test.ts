import { mistakeInSchedule } from '../../../lib/checks/validation/cron-schedule';
import { isTimeZone } from '../../../lib/checks/validation/time-zone';
import { found } from './support';

test.each([
  '* * * * *',
  '*/5 0-23/2 1,15 JAN-Mar sun',
  '5/15 * * * *',
  '? ? ? ? ?',
  '  0   0 * * *  ',
  ', * * * *',
  '@hourly',
  '@midnight',
  '@every 1h30m',
  '@every -1.5h',
])('%j is a schedule', (schedule) => {
  expect(mistakeInSchedule(schedule)).toBeUndefined();
});

test.each([
  ['0 0 * *', 'it has 4 fields, not 5'],
  ['60 * * * *', "the minute '60' ends above 59"],
  ['* * 0 * *', "the day of the month '0' starts below 1"],
  ['* * * * 7', "the day of the week '7' ends above 6"],
  ['* 5-1 * * *', "the hour '5-1' ends before it starts"],
  ['*/0 * * * *', "the minute '*/0' has a step that is no number above 0"],
  ['1/2/3 * * * *', "the minute '1/2/3' has too many '/'"],
  ['L * * * *', "the minute 'L' is no number"],
  ['@reboot', "there is no '@reboot'"],
  ['@every 1d', "'1d' is no duration"],
  ['TZ=UTC', 'it names a time zone, and no time'],
])('%j is no schedule: %s', (schedule, mistake) => {
  expect(mistakeInSchedule(schedule)).toBe(mistake);
});

test.each(['UTC', 'Etc/UTC', 'Europe/Paris', 'America/Port-au-Prince', 'EST', 'Asia/Kolkata'])(
  '%j is a time zone',
  (zone) => {
    expect(isTimeZone(zone)).toBe(true);
  },
);

test.each(['', 'Local', 'europe/paris', 'Mars/Olympus', '../etc/passwd', '+01:00', 'CEST'])(
  '%j is no time zone',
  (zone) => {
    expect(isTimeZone(zone)).toBe(false);
  },
);

test('a schedule has named no time zone since 1.29', () => {
  expect(found('cronJob', 'spec.schedule', 'TZ=UTC 0 0 * * *', '1.28')).toEqual([]);
  expect(found('cronJob', 'spec.schedule', 'TZ=UTC 0 0 * * *', '1.29')).toMatchObject([
    { rule: 'validation/cron-job', fix: 'Write it into `timeZone`.' },
  ]);
});
