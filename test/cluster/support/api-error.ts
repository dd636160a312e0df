import { at } from './fields';

/** A refusal by the API server; the message says what was tried on which object, and the server's own words. */
export class ApiError extends Error {
  override readonly name = 'ApiError';
  readonly status: number;
  readonly reason: string | undefined;

  constructor(attempt: string, status: number, body: string) {
    const answer = parsed(body);
    const reason = at.string(answer, 'reason');
    const message = at.string(answer, 'message') ?? body;
    super(`${attempt}: ${[status, reason].filter((part) => part !== undefined).join(' ')}: ${message}`);
    this.status = status;
    this.reason = reason;
  }
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
