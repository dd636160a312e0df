import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ours } from './ours';
import { plus } from './plus';

/** Synthesizes a number of apps with one library and prints the milliseconds that it took, without loading it. */
const [library, layout, count] = process.argv.slice(2);
const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
const synthesize = library === 'ours' ? ours : plus;
const start = performance.now();
synthesize({ count: Number(count), stackPerApp: layout === 'stack-per-app', outdir });
const milliseconds = performance.now() - start;
rmSync(outdir, { recursive: true });
console.log(JSON.stringify({ milliseconds, mebibytes: process.resourceUsage().maxRSS / 1024 }));
