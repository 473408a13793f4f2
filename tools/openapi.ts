import { contract } from '#core/contract/contract.ts';
import { version } from '#server/app/version.ts';
import { printOpenApi } from '#server/platform/http/openapi.ts';

/** The document that a running Parley serves at /openapi.json, for an installation on this machine. */
export function printDocument(): string {
  return `${JSON.stringify(printOpenApi(contract, { version, url: 'http://127.0.0.1:3300' }), undefined, 1)}\n`;
}

// For those who want the file without a server: node tools/openapi.ts > openapi.json
if (import.meta.main) process.stdout.write(printDocument());
