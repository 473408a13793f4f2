import type { IncomingMessage, ServerResponse } from 'node:http';

/** Nothing is loaded from elsewhere. Inline style is what the component library writes; inline script is never allowed. */
const contentPolicy = [
  "default-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

/** Sets what every answer carries, whoever writes it. */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('content-security-policy', contentPolicy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('x-frame-options', 'DENY');
  response.setHeader('referrer-policy', 'same-origin');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=()');
}

/**
 * Tells whether a write with a session cookie comes from our own pages: browsers put `Origin` on every such request.
 * Our pages are those under `publicUrl`, and those under the very address that was asked.
 */
export function isOwnOrigin(headers: IncomingMessage['headers'], publicUrl: string): boolean {
  const origin = headers.origin;
  if (origin === undefined || !URL.canParse(origin)) return false;
  return origin === new URL(publicUrl).origin || new URL(origin).host === headers.host;
}
