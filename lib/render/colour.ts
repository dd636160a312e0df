import type { WriteStream } from 'node:tty';

/** Whether what is written to a stream may be coloured: on a terminal, unless the environment says otherwise. */
export function takesColour(stream: Partial<Pick<WriteStream, 'isTTY'>>, environment = process.env): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = environment;
  if (FORCE_COLOR !== undefined) return FORCE_COLOR !== '0' && FORCE_COLOR !== 'false';
  if (NO_COLOR !== undefined && NO_COLOR !== '') return false;
  return stream.isTTY === true && TERM !== 'dumb';
}
