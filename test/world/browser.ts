import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Where machines keep a Chromium of their own. */
const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/google-chrome-stable'];

/** Nothing but this machine is looked up or asked; as root Chromium runs without its sandbox. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** Opens the machine's Chromium, or else the one that npm brings with its libraries. */
export async function openBrowser(): Promise<Browser> {
  const own = places.find((place) => existsSync(place));
  if (own !== undefined) return chromium.launch({ executablePath: own, args: flags });
  const packed = await unpackChromium();
  const env = { ...process.env, LD_LIBRARY_PATH: packed.libraries, FONTCONFIG_PATH: packed.fonts };
  const known = Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return chromium.launch({ executablePath: packed.program, args: [...flags, '--headless=shell', '--no-zygote', '--single-process'], env: known });
}

async function unpackChromium(): Promise<{ program: string; libraries: string; fonts: string }> {
  const { default: packed, inflate } = await import('@sparticuz/chromium');
  const folder = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin');
  const program = await packed.executablePath(folder);
  await inflate(join(folder, 'al2023.tar.br'));
  return { program, libraries: join(tmpdir(), 'al2023', 'lib'), fonts: join(tmpdir(), 'fonts') };
}
