import { writeSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Config } from '@pulumi/pulumi';
import type { Order } from './order';

/** Registers a number of apps in one of several ways, and prints what that took: from loading to the end of the process. */
const config = new Config();
const order: Order = { count: config.requireNumber('count'), objects: config.get('objects') ?? '' };

/** Registers all, and says what its parts took, where it has any. */
type Register = (order: Order) => Readonly<Record<string, number>> | undefined;

// Only what one way needs, whose memory counts.
const { register } = createRequire(__filename)(`./${config.require('way')}`) as { readonly register: Register };

const start = performance.now();
const cpu = process.cpuUsage();
const parts = register(order);
const program = performance.now() - start;
process.on('exit', () => {
  const { user, system } = process.cpuUsage(cpu);
  const time = performance.now() - start;
  const mebibytes = process.resourceUsage().maxRSS / 1024;
  writeSync(1, `\n${JSON.stringify({ ...parts, program, time, cpu: (user + system) / 1000, mebibytes })}\n`);
});
