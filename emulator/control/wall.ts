import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.map': 'application/json',
};

/** Serves the wall's built files; an address that names no file gets the page itself, which finds its way. */
export async function answerWall(directory: string | null, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (directory === null || (request.method !== 'GET' && request.method !== 'HEAD')) {
    response
      .writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' })
      .end('This is the Parley emulator: the Graph face is under /v24.0/, the control API under /emulator/v1/. No wall is built.\n');
    return;
  }
  const path = safePath(new URL(`http://emulator${request.url ?? '/'}`).pathname);
  const asked = path === undefined ? undefined : join(directory, path);
  const file = asked !== undefined && (await isFile(asked)) ? asked : await pageOf(directory);
  if (file === undefined || (path !== undefined && extname(path) !== '' && file !== asked)) {
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    return;
  }
  const isHashed = /[/\\]assets[/\\]/.test(file);
  response.writeHead(200, {
    'Content-Type': types[extname(file)] ?? 'application/octet-stream',
    'Cache-Control': isHashed ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
  if (request.method === 'HEAD') response.end();
  else createReadStream(file).pipe(response);
}

/** The path inside the directory, or undefined if it would leave it or cannot be read. */
function safePath(pathname: string): string | undefined {
  try {
    const path = normalize(decodeURIComponent(pathname));
    return path.includes('\0') || path.split(sep).includes('..') ? undefined : path;
  } catch {
    return undefined;
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}

/** The wall is the second entry of the web build, so its page may be called `wall.html`. */
async function pageOf(directory: string): Promise<string | undefined> {
  for (const name of ['wall.html', 'index.html', join('wall', 'index.html')]) {
    const path = join(directory, name);
    if (await isFile(path)) return path;
  }
  return undefined;
}
