const warningValue = /\d{3} \S+ "((?:[^"\\]|\\.)*)"/g;

/** The texts in a Warning header (RFC 7234, section 5.5), several of which arrive joined by commas. */
export function warningTexts(header: string | undefined): string[] {
  return [...(header ?? '').matchAll(warningValue)].map(([, quoted = '']) => quoted.replace(/\\(.)/g, '$1'));
}
