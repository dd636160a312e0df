const ZONE = /^[a-z]{2,5}(-[a-z]+)+-\d[a-h]$/;

/** Whether it is the name of an availability zone, `eu-central-1a`; not that of a local zone. */
export function isZone(text: string): boolean {
  return ZONE.test(text);
}

/** `eu-central-1a` -> `eu-central-1` */
export function regionOf(zone: string): string {
  return zone.slice(0, -1);
}

/** What ARNs in that region begin with after `arn:`. */
export function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
