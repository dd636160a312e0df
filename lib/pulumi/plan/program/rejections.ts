import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { runInThisContext } from 'node:vm';

const ours = new AsyncLocalStorage<(error: unknown) => void>();

/** Milliseconds in which the SDK's last calls are told that the engine is gone. */
const GRACE = 100;

/**
 * Runs something, and takes the rejections of its promises that nobody handles: the SDK reports the mistakes of a
 * program that way. All others go where they went before.
 */
export async function withRejections<T>(run: () => Promise<T>, take: (error: unknown) => void): Promise<T> {
  const process = realProcess();
  keepQuietAfterwards(process);
  const before = process.listeners('unhandledRejection').filter((listener) => listener !== afterwards);
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', (error, promise) => {
    const taker = ours.getStore();
    if (taker) taker(error);
    else if (before.length === 0) throw error;
    else for (const listener of before) listener(error, promise);
  });
  try {
    return await ours.run(take, run);
  } finally {
    await pause(GRACE);
    process.removeAllListeners('unhandledRejection');
    for (const listener of [...before, afterwards]) process.on('unhandledRejection', listener);
  }
}

/** What is rejected when a run is long over: nothing that its caller could do something about. */
function afterwards(error: unknown): void {
  const isAlone = realProcess().listenerCount('unhandledRejection') === 1;
  if (ours.getStore() === undefined && isAlone) throw error;
}

function keepQuietAfterwards(process: NodeJS.Process): void {
  if (!process.listeners('unhandledRejection').includes(afterwards)) process.on('unhandledRejection', afterwards);
}

/** Test runners hide it from tests behind one of their own, which hears nothing of rejections. */
function realProcess(): NodeJS.Process {
  return runInThisContext('process') as NodeJS.Process;
}
