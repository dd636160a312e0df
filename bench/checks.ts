import { tmpdir } from 'node:os';
import { Context } from '../lib/checks/context';
import { judge } from '../lib/checks/judge';
import { collect } from '../lib/manifest/collect';
import { PACKS, type PackName } from '../lib/manifest/policy';
import { referencesIn } from '../lib/manifest/references';
import { build } from './ours';

/** Times the checks beside the making of the objects that they judge. The first round warms up and is not counted. */
const APPS = [100, 833, 1666];
const ROUNDS = 5;

interface Round {
  readonly objects: number;
  readonly building: number;
  readonly references: number;
  readonly checking: number;
}

function round(count: number, pack: PackName): Round {
  const start = performance.now();
  const { inventory } = collect(build({ count, stackPerApp: false, outdir: tmpdir() }));
  const built = performance.now();
  const graph = referencesIn(inventory);
  const linked = performance.now();
  judge(new Context(inventory, graph, { pack }));
  const checked = performance.now();
  return {
    objects: inventory.objects.length,
    building: built - start,
    references: linked - built,
    checking: checked - linked,
  };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function row(count: number, pack: PackName): Record<string, string | number> {
  const rounds = Array.from({ length: ROUNDS + 1 }, () => round(count, pack)).slice(1);
  const building = median(rounds.map((one) => one.building));
  const checking = median(rounds.map((one) => one.checking));
  const objects = rounds[0]?.objects ?? 0;
  return {
    pack,
    objects,
    'building (ms)': Math.round(building),
    'references (ms)': Math.round(median(rounds.map((one) => one.references))),
    'checking (ms)': Math.round(checking),
    'checking / building': (checking / building).toFixed(2),
    'checking (µs per object)': Math.round((checking * 1000) / objects),
  };
}

console.table(PACKS.flatMap((pack) => APPS.map((count) => row(count, pack))));
