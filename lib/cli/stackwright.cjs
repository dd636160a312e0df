#!/usr/bin/env node
'use strict';

const { existsSync } = require('node:fs');
const { join } = require('node:path');
const { version } = require('../../package.json');

const SOURCE = join(__dirname, 'main.ts');

/** A package has what was built of it; a clone runs its sources, which no build can lag behind. */
function load() {
  if (!existsSync(SOURCE)) return require('../../build/cli/main.js');
  process.env.TSX_TSCONFIG_PATH ??= join(__dirname, '../../tsconfig.json');
  require('tsx/cjs');
  return require(SOURCE);
}

// Loading everything for one line would take longer than all else.
if (['--version', '-v'].includes(process.argv[2])) console.log(version);
else load().run(version);
