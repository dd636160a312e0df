import { AsyncLocalStorage } from 'node:async_hooks';
import { runInThisContext } from 'node:vm';

const ours = new AsyncLocalStorage<(error: unknown) => void>();

/**
 * Runs something, and takes the rejections of its promises that nobody handles: the SDK reports the mistakes of a
 * program that way. All others go where they went before.
 */
export async function withRejections<T>(run: () => Promise<T>, take: (error: unknown) => void): Promise<T> {
  const process = realProcess();
  const before = process.listeners('unhandledRejection');
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
    // What has just been rejected is told about in the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    process.removeAllListeners('unhandledRejection');
    for (const listener of before) process.on('unhandledRejection', listener);
  }
}

/** Test runners hide it from tests behind one of their own, which hears nothing of rejections. */
function realProcess(): NodeJS.Process {
  return runInThisContext('process') as NodeJS.Process;
}
