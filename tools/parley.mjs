#!/usr/bin/env node
// `npx parley …`: the command of the project, whichever Node is on the path.
import { boot } from './boot.mjs';

process.exitCode = await boot('parley', process.argv.slice(2));
