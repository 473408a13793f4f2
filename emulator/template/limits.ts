/** Limits of Meta's pages "Template components" and those of each kind of template, read 2026-11-22. Characters, unless said. */
export const templateLimits = {
  name: 512,
  headerText: 60,
  body: 1024,
  /** Of a template with a limited-time offer. */
  offerBody: 600,
  cardBody: 160,
  footer: 60,
  buttons: 10,
  urlButtons: 2,
  phoneButtons: 1,
  copyCodeButtons: 1,
  buttonText: 25,
  url: 2000,
  phone: 20,
  /** 15 until 2025-12-03. */
  couponCode: 20,
  offerText: 16,
  leastCards: 2,
  cards: 10,
  cardButtons: 2,
  /** UNCONFIRMED by Meta; its samples have one or two. */
  supportedApps: 5,
  leastExpirationMinutes: 1,
  expirationMinutes: 90,
  /** Of a webhook or a deletion: ids in one call. */
  idsInACall: 100,
} as const;

/** Languages a template may be in (Meta's "Supported languages", read 2026-11-22). */
export const templateLanguages: ReadonlySet<string> = new Set(
  (
    'af sq ar ar_EG ar_AE ar_LB ar_MA ar_QA az be_BY bn bn_IN bg ca zh_CN zh_HK zh_TW hr cs da prs_AF nl nl_BE en en_GB en_US en_AE en_AU en_CA en_GH en_IE ' +
    'en_IN en_JM en_MY en_NZ en_QA en_SG en_UG en_ZA et fil fi fr fr_BE fr_CA fr_CH fr_CI fr_MA ka de de_AT de_CH el gu ha he hi hu id ga it ja kn kk rw_RW ko ' +
    'ky_KG lo lv lt mk ms ml mr nb ps_AF fa pl pt_BR pt_PT pa ro ru sr si_LK sk sl es es_AR es_CL es_CO es_CR es_DO es_EC es_HN es_MX es_PA es_PE es_ES es_UY sw sv ta te th tr uk ur uz vi zu'
  ).split(' '),
);

/** `message_send_ttl_seconds` by category, -1 for 30 days where it may be set (Meta, "Time-to-live", read 2026-11-22). */
export const ttlRanges = {
  AUTHENTICATION: { least: 30, most: 900, thirtyDays: true },
  UTILITY: { least: 30, most: 43_200, thirtyDays: true },
  MARKETING: { least: 43_200, most: 2_592_000, thirtyDays: false },
} as const;

const names = new Intl.DisplayNames('en', { type: 'language', languageDisplay: 'standard' });

/** What Meta calls a language in its sentences: "English (US)". */
export function languageName(language: string): string {
  if (language === 'en_US') return 'English (US)';
  if (language === 'en_GB') return 'English (UK)';
  try {
    return names.of(language.replace('_', '-')) ?? language;
  } catch {
    return language;
  }
}
