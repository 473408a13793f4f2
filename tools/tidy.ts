import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { parseSync } from 'oxc-parser';
import { doors, keys, rooms, walls } from '#house';

const roomOf = (file: string): number => rooms.findLastIndex((room) => file.startsWith(`${room}/`));
const isTest = (file: string): boolean => /\.test\.tsx?$/.test(file);
/** What configures a tool, or is the types of a library that has none, lives beside the rooms. */
const isBesideRooms = (file: string): boolean => /^web\/[^/]+\.(config|d)\.ts$/.test(file);

/** What the check saw: a checker that looks at nothing would report success. */
export type Report = { readonly files: number; readonly imports: number; readonly faults: readonly string[] };

/** Checks every source file under `root` against house.ts; one line for each fault. */
export function tidy(root: string): Report {
  const files = globSync('{core,server,web,emulator}/**/*.{ts,tsx}', { cwd: root, exclude: (name) => name === 'dist' || name === 'node_modules' }).filter(
    (file) => !file.startsWith('web/dist/'),
  );
  const faults: string[] = [];
  let imports = 0;
  for (const file of files.toSorted()) {
    const text = readFileSync(join(root, file), 'utf8');
    if (roomOf(file) < 0 && !isBesideRooms(file)) faults.push(`${file}: lives in no room of house.ts`);
    if (!isTest(file)) faults.push(...findForbiddenWords(file, text));
    for (const specifier of readImports(file, text)) {
      imports += 1;
      const to = placeOf(file, specifier);
      if (to !== undefined) faults.push(...checkImport(file, to));
    }
  }
  return { files: files.length, imports, faults };
}

function findForbiddenWords(file: string, text: string): string[] {
  const code = withoutComments(file, text);
  return keys.filter((key) => key.word.test(code) && !key.holders.test(file)).map((key) => `${file}: ${key.word.source} (${key.why})`);
}

/** Comments may name what code may not use. Their length is kept, so that nothing joins across them. */
function withoutComments(file: string, text: string): string {
  let code = text;
  for (const { start, end } of parse(file, text).comments) code = code.slice(0, start) + ' '.repeat(end - start) + code.slice(end);
  return code;
}

function parse(file: string, text: string) {
  const parsed = parseSync(file, text);
  const error = parsed.errors[0];
  if (error) throw new Error(`${file} cannot be parsed: ${error.message}`);
  return parsed;
}

/** Everything a file imports or re-exports by name, types too, and what it imports at run time. */
function readImports(file: string, text: string): string[] {
  const { module } = parse(file, text);
  const fixed = module.staticImports.map((entry) => entry.moduleRequest.value);
  const passedOn = module.staticExports.flatMap((entry) => entry.entries.flatMap((one) => (one.moduleRequest ? [one.moduleRequest.value] : [])));
  const late = module.dynamicImports.map(({ moduleRequest }) => text.slice(moduleRequest.start, moduleRequest.end).replaceAll(/^['"`]|['"`]$/g, ''));
  return [...fixed, ...passedOn, ...late];
}

function placeOf(file: string, specifier: string): string | undefined {
  if (specifier.startsWith('#')) return specifier.slice(1);
  return specifier.startsWith('.') ? normalize(join(dirname(file), specifier)) : undefined;
}

function checkImport(file: string, to: string): string[] {
  const faults: string[] = [];
  const home = roomOf(file);
  const there = roomOf(to);
  // Tests sit beside what they test and may build a world around it.
  if (isTest(file)) return faults;
  if (/^(test|tools|bench)\//.test(to)) faults.push(`${file}: leans on ${to}, which is not part of the program`);
  if (there > home && home >= 0) faults.push(`${file}: goes up to ${to}`);
  if (there !== home && /\/store(\.[a-z-]+)?\.ts$/.test(to)) faults.push(`${file}: reads another room's tables through ${to}`);
  const wall = walls.find((one) => file.startsWith(`${one.from}/`) && (to.startsWith(`${one.cannotSee}/`) || to.startsWith(`${one.cannotSee}.`)));
  const hasDoor =
    wall !== undefined && doors.some((door) => file.startsWith(door.from) && to.startsWith(door.maySee) && door.maySee.startsWith(wall.cannotSee));
  if (wall && !hasDoor) faults.push(`${file}: looks through the wall at ${to} (${wall.why})`);
  return faults;
}

if (import.meta.main) {
  const { files, imports, faults } = tidy(process.cwd());
  for (const fault of faults) process.stdout.write(`${fault}\n`);
  if (files === 0 || imports === 0) throw new Error('tidy saw no files: it must run in the root of the repository');
  process.stdout.write(`${files} files, ${imports} imports, ${faults.length} faults\n`);
  process.exitCode = faults.length > 0 ? 1 : 0;
}
