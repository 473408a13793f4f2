#!/usr/bin/env node
// Runs on any Node of 20 or newer, before anything is installed: brings the packages and the pinned Node, builds the
// dashboard when its sources changed, and hands over to the real program on Node 24.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, chmodSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { compressWeb } from './compress.mjs';
import { nodeEnvironment, nodeFlags } from './node.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const oldestNode = 20;
const neededNode = 24;
const stillMilliseconds = 10_000;

/** What each verb runs on Node 24, with which flags, and whether it needs the built dashboard. */
const verbs = {
  start: { program: 'server/app/main.ts', words: ['start'], flags: nodeFlags, needsWeb: true },
  parley: { program: 'server/app/main.ts', words: [], flags: nodeFlags, needsWeb: false },
  emulator: { program: 'emulator/main.ts', words: [], needsWeb: true },
  test: { program: 'tools/test.ts', words: [], needsWeb: true },
  bench: { program: 'bench/main.ts', words: [], needsWeb: false },
  faults: { program: 'test/faults/main.ts', words: [], needsWeb: false },
};

/** Runs one verb to its end and returns its exit status. */
export async function boot(verb, words) {
  // `parley emulator` is a program of its own, beside the server and not part of it.
  if (verb === 'parley' && words[0] === 'emulator') return boot('emulator', words.slice(1));
  const known = verbs[verb];
  if (!known) return complain(`"${verb ?? ''}" is not known here; there are ${Object.keys(verbs).join(', ')}`);
  const major = Number(process.versions.node.split('.')[0]);
  if (major < oldestNode)
    return complain(`Parley needs Node ${oldestNode} or newer to start, and this is ${process.version}. Install one from https://nodejs.org`);
  if (!isInstalled() && !(await install())) return 1;
  linkCommand();
  const node = findNode(major);
  if (node === undefined) {
    return complain(
      `Parley runs on Node ${neededNode}. npm has none for ${process.platform}-${process.arch}, and the Node on the path is ${process.version}: put a Node ${neededNode} or newer there`,
    );
  }
  const needsWeb = (known.needsWeb || words[0] === 'start' || words[0] === 'api') && !words.includes('--help');
  if (needsWeb && !(await buildWeb(node))) return 1;
  // Before the words that were given, so that another `--wall` among them wins.
  const wall = verb === 'emulator' && needsWeb ? ['--wall', process.env.PARLEY_EMULATOR_WALL ?? join(root, 'web/dist/wall')] : [];
  const program = [...(known.flags ?? []), join(root, known.program), ...known.words];
  return await run(node, [...program, ...wall, ...words], { production: verb !== 'test' });
}

/** What is for people only: stdout belongs to the program, whose lines a shell may want to take. */
function tell(line) {
  process.stderr.write(`${line}\n`);
}

function complain(sentence) {
  tell(sentence);
  return 1;
}

/** Whether node_modules holds what package-lock.json says, as far as it is meant for this machine. */
function isInstalled() {
  const installed = readJson(join(root, 'node_modules/.package-lock.json'));
  if (!installed) return false;
  const wanted = readJson(join(root, 'package-lock.json'));
  return Object.entries(wanted.packages).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const here = installed.packages[path];
    return here ? here.version === version : optional === true;
  });
}

async function install() {
  tell('Installing packages from the npm registry; the first time takes a minute …');
  const started = performance.now();
  const seconds = () => Math.round((performance.now() - started) / 1000);
  const ticking = setInterval(() => tell(`  … still installing (${seconds()} s)`), stillMilliseconds);
  // Install scripts are not needed by any package here, and are switched off on many machines.
  const words = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath;
  const status = await runQuietly(npm ? process.execPath : 'npm', npm ? [npm, ...words] : words);
  clearInterval(ticking);
  if (status.code === 0) {
    tell(`  installed in ${seconds()} s`);
    return true;
  }
  const isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|network/i.test(status.said);
  const why = isOffline
    ? 'The npm registry could not be reached. Parley needs it once; later starts work without a network.\nCheck the connection, or the proxy and registry that "npm config list" shows, and start again.'
    : 'npm could not install the packages; what it said is above.';
  tell(`${status.said}\n${why}`);
  return false;
}

/** npm links the commands of packages, but not that of the project itself; `npx parley` looks for it there. */
function linkCommand() {
  const link = join(root, 'node_modules/.bin/parley');
  const target = join(root, 'tools/parley.mjs');
  try {
    accessSync(target, constants.X_OK);
  } catch {
    chmodSync(target, 0o755);
  }
  if (existsSync(link)) return;
  rmSync(link, { force: true });
  symlinkSync('../../tools/parley.mjs', link);
}

function findNode(major) {
  const pinned = join(root, `node_modules/node-${process.platform}-${process.arch}/bin/node`);
  if (existsSync(pinned)) return pinned;
  return major >= neededNode ? process.execPath : undefined;
}

/** Builds the dashboard and the wall of phones when what they are made of has changed. */
async function buildWeb(node) {
  const stamp = join(root, 'web/dist/.sources');
  const sources = hashOf(['web', 'core', 'package-lock.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return true;
  tell('Building the dashboard …');
  const started = performance.now();
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const { code, said } = await runQuietly(node, [vite, 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn']);
  if (code !== 0) {
    tell(`${said}\nThe dashboard could not be built.`);
    return false;
  }
  compressWeb();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, sources);
  tell(`  built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
  return true;
}

function hashOf(places) {
  const hash = createHash('sha256');
  for (const file of places.flatMap((place) => listFiles(join(root, place))).sort()) {
    hash.update(`${file}\0`).update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function listFiles(path) {
  const entries = existsSync(path) ? safeList(path) : [];
  if (entries === undefined) return [path];
  return entries.flatMap((entry) => {
    const inner = join(path, entry.name);
    if (entry.isDirectory()) return entry.name === 'dist' || entry.name === 'node_modules' ? [] : listFiles(inner);
    return /\.test\.tsx?$/.test(entry.name) ? [] : [inner];
  });
}

function safeList(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

function readJson(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

function runQuietly(program, words) {
  return new Promise((done) => {
    let said = '';
    const child = spawn(program, words, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (part) => (said += part));
    child.stderr.on('data', (part) => (said += part));
    child.on('error', (error) => done({ code: 1, said: `${said}${error.message}` }));
    child.on('close', (code) => done({ code, said }));
  });
}

/** Runs the program in our place: our terminal, our signals, our end. */
function run(node, words, { production }) {
  const path = [dirname(node), join(root, 'node_modules/.bin'), process.env.PATH].join(':');
  const mode = production ? { NODE_ENV: process.env.NODE_ENV ?? 'production' } : {};
  // By the channel it notices when we are killed, and ends too.
  const env = { ...nodeEnvironment(join(root, 'node_modules/.cache/node')), ...process.env, ...mode, PATH: path };
  const child = spawn(node, words, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
  // Ctrl-C goes to every process of the terminal; the program does the stopping, and we wait for it.
  process.on('SIGINT', () => {});
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((done) => {
    child.on('error', (error) => done(complain(error.message)));
    child.on('exit', (code, signal) => done(code ?? (signal ? 1 : 0)));
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  process.exitCode = await boot(process.argv[2], process.argv.slice(3));
