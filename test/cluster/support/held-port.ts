import { createServer } from 'node:net';

/** A port of 127.0.0.1 that is kept from others until it is released to the process meant to listen on it. */
export interface HeldPort {
  readonly port: number;
  release(): Promise<void>;
}

export function holdPort(): Promise<HeldPort> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') {
        reject(new Error('A TCP server has no port'));
        return;
      }
      const release = (): Promise<void> => new Promise((released) => server.close(() => released()));
      resolve({ port: address.port, release });
    });
  });
}
