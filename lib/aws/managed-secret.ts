/**
 * The password in what RDS keeps in Secrets Manager: `{"username":"shop","password":"…"}`.
 *
 * @throws TypeError where there is none; it quotes nothing of the text
 */
export function passwordIn(text: string): string {
  const credentials = parsed(text);
  if (typeof credentials === 'object' && credentials !== null && 'password' in credentials) {
    if (typeof credentials.password === 'string') return credentials.password;
  }
  throw new TypeError('The secret that RDS manages holds no password.');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What JSON.parse says of it quotes it.
    return undefined;
  }
}
