#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { version } = require('../../package.json');

/** A package has what was built of it; a clone runs its sources, which no build can lag behind. */
function load(room) {
  const source = join(__dirname, `${room}.ts`);
  if (!existsSync(source)) return require(`../../build/cli/${room}.js`);
  const { TSX_TSCONFIG_PATH } = process.env;
  process.env.TSX_TSCONFIG_PATH = TSX_TSCONFIG_PATH ?? join(__dirname, '../../tsconfig.json');
  require('tsx/cjs');
  // A program that is planned has a tsconfig.json of its own.
  if (TSX_TSCONFIG_PATH === undefined) delete process.env.TSX_TSCONFIG_PATH;
  return require(source);
}

// Loading everything for one line would take longer than all else, and most commands need nothing of Pulumi.
if (['--version', '-v'].includes(process.argv[2])) console.log(version);
else load('main').run(version, { plan: () => load('plan').plan, synth: () => load('synth').synth });
