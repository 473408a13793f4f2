import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';

/**
 * Completes package-lock.json. Packages bring a binary for each platform as optional dependencies, and npm leaves out of
 * the lock those that its registry does not have (a mirror for Linux has no others). `npm ci` then refuses the lock.
 * `node tools/lock.ts` after every npm install; tools/lock.test.ts fails when it was forgotten.
 */
const Entry = z.looseObject({ version: z.string().optional(), optionalDependencies: z.record(z.string(), z.string()).optional() });
type Entry = z.infer<typeof Entry>;

/** The part of package-lock.json that matters here; the rest passes through. */
export const Lock = z.looseObject({ packages: z.record(z.string(), Entry) });
export type Lock = z.infer<typeof Lock>;

/** Where the lock lies. */
export const lockFile = resolve(import.meta.dirname, '../package-lock.json');

const systems = ['android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32', 'aix'];
const processors = ['arm64', 'x64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32'];

/** Entries that the lock lacks, by their path in it. */
export function findMissing(lock: Lock): Record<string, Entry> {
  const missing: Record<string, Entry> = {};
  const at = (place: string): Entry | undefined => lock.packages[place] ?? missing[place];
  for (const [path, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const nearest = placesOf(path, name)
        .map(at)
        .find((found) => found !== undefined);
      // A binary belongs to one version of its package, so the range is exact; another version above is no help.
      if (nearest && (nearest.version === range || !/^\d/.test(range))) continue;
      const beside = `${path.slice(0, path.lastIndexOf('node_modules/'))}node_modules/${name}`;
      // Beside the package that wants it, as npm does; inside it where another version lies there already.
      missing[at(beside) ? `${path}/node_modules/${name}` : beside] = describe(name, range);
    }
  }
  return missing;
}

/** Where Node would look for `name` from the package at `path`, nearest first. */
function placesOf(path: string, name: string): string[] {
  const parts = path === '' ? [] : path.split(/(?:^|\/)node_modules\//).slice(1);
  const folders = parts.map((_, index) =>
    parts
      .slice(0, parts.length - index)
      .map((part) => `node_modules/${part}`)
      .join('/'),
  );
  return [...folders.map((folder) => `${folder}/node_modules/${name}`), `node_modules/${name}`];
}

function describe(name: string, range: string): Entry {
  const words = name.split(/[/-]/);
  const os = systems.find((system) => words.includes(system)) ?? (name === 'fsevents' ? 'darwin' : undefined);
  const cpu = processors.find((processor) => words.includes(processor));
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : words.some((word) => word.startsWith('gnu')) ? 'glibc' : undefined;
  if (os === undefined && cpu === undefined) throw new Error(`${name} is missing in the lock, and its name does not say for which platform it is`);
  return {
    version: range.replace(/^[~^>=\s]+/, ''),
    optional: true,
    ...(cpu ? { cpu: [cpu] } : {}),
    ...(os ? { os: [os] } : {}),
    ...(libc ? { libc: [libc] } : {}),
  };
}

if (import.meta.main) {
  const text = readFileSync(lockFile, 'utf8');
  const missing = findMissing(Lock.parse(JSON.parse(text)));
  // Written from what was read, not from what was parsed, so that the order of keys stays npm's.
  const whole = z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  const packages = Object.entries({ ...z.record(z.string(), z.unknown()).parse(whole['packages']), ...missing });
  const sorted = packages.toSorted(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(lockFile, `${JSON.stringify({ ...whole, packages: Object.fromEntries(sorted) }, undefined, 2)}\n`);
  process.stdout.write(`${Object.keys(missing).length} platforms added to the lock\n`);
}
