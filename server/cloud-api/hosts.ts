/** The host of the Graph API; what belongs to another host of Meta's is told from it. */
const graphHost = 'graph.facebook.com';

/**
 * Where Meta takes the calls that do not go to the Graph API (archiving templates), without a slash at the end. Whoever stands
 * before WhatsApp, a proxy or a rehearsal, is asked for them itself.
 *
 * Source: the project's facts (cloud-api §1.3: `POST https://api.facebook.com/{WABA}/message_templates/archive`), read 2026-11-22.
 *
 * @example outerBaseOf('https://graph.facebook.com') // 'https://api.facebook.com'
 */
export function outerBaseOf(baseUrl: string): string {
  const base = new URL(baseUrl);
  if (base.hostname === graphHost) return 'https://api.facebook.com';
  return baseUrl.replace(/\/+$/, '');
}

/**
 * The page where a person finds an account's templates at Meta, for what has no call. Whoever stands before WhatsApp is asked for
 * its front page. The address is what WhatsApp Manager had in the browser; Meta documents none.
 */
export function managerUrlOf(baseUrl: string, accountMetaId: string): string {
  const base = new URL(baseUrl);
  if (base.hostname !== graphHost) return `${base.origin}/`;
  return `https://business.facebook.com/latest/whatsapp_manager/message_templates?${new URLSearchParams({ waba_id: accountMetaId }).toString()}`;
}
