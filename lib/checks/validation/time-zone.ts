const PART = /^[A-Z][-A-Za-z._0-9+]{0,13}$/;

/** Whether a time zone exists by that name, in capitals and small letters as the IANA writes it. */
export function isTimeZone(name: string): boolean {
  return name !== 'Local' && name.split('/').every((part) => PART.test(part)) && isKnown(name);
}

function isKnown(name: string): boolean {
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // An alias resolves to another name; the same name in other letters is not known to the file system.
    return timeZone === name || timeZone.toLowerCase() !== name.toLowerCase();
  } catch {
    return false;
  }
}
