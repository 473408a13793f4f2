/**
 * Which market of Meta's rate cards a country belongs to. Markets are named as on the cards. By libphonenumber's country,
 * never by prefix: +7 is Russia and Kazakhstan, +1 is fourteen lands with three prices.
 *
 * Source: the project's facts (consent-pricing-roi §3.6: Meta's page of 2026-03-30 and the moves on the cards of
 * 2026-07-01 and 2026-10-01), read 2026-11-22. A country in no list is "Other", as the page says.
 */
const standalone: Readonly<Record<string, string>> = {
  AR: 'Argentina',
  BR: 'Brazil',
  CL: 'Chile',
  CO: 'Colombia',
  EG: 'Egypt',
  FR: 'France',
  DE: 'Germany',
  IN: 'India',
  ID: 'Indonesia',
  IL: 'Israel',
  IT: 'Italy',
  MY: 'Malaysia',
  MX: 'Mexico',
  NL: 'Netherlands',
  NG: 'Nigeria',
  PK: 'Pakistan',
  PE: 'Peru',
  RU: 'Russia',
  SA: 'Saudi Arabia',
  ZA: 'South Africa',
  ES: 'Spain',
  TR: 'Turkey',
  AE: 'United Arab Emirates',
  GB: 'United Kingdom',
};

/** Countries that became markets of their own, and where they were before (Meta's page of 2025, from memory). */
const moved: Readonly<Record<string, { readonly market: string; readonly from: string; readonly before: string }>> = {
  HK: { market: 'Hong Kong', from: '2026-07-01', before: 'Rest of Asia Pacific' },
  HU: { market: 'Hungary', from: '2026-07-01', before: 'Rest of Central & Eastern Europe' },
  PL: { market: 'Poland', from: '2026-07-01', before: 'Rest of Central & Eastern Europe' },
  QA: { market: 'Qatar', from: '2026-07-01', before: 'Rest of Middle East' },
  RO: { market: 'Romania', from: '2026-07-01', before: 'Rest of Central & Eastern Europe' },
  SG: { market: 'Singapore', from: '2026-07-01', before: 'Rest of Asia Pacific' },
  BD: { market: 'Bangladesh', from: '2026-10-01', before: 'Rest of Asia Pacific' },
  IQ: { market: 'Iraq', from: '2026-10-01', before: 'Rest of Middle East' },
  KZ: { market: 'Kazakhstan', from: '2026-10-01', before: 'Russia' },
  KW: { market: 'Kuwait', from: '2026-10-01', before: 'Rest of Middle East' },
  MA: { market: 'Morocco', from: '2026-10-01', before: 'Rest of Africa' },
  NP: { market: 'Nepal', from: '2026-10-01', before: 'Rest of Asia Pacific' },
  OM: { market: 'Oman', from: '2026-10-01', before: 'Rest of Middle East' },
  LK: { market: 'Sri Lanka', from: '2026-10-01', before: 'Rest of Asia Pacific' },
  UA: { market: 'Ukraine', from: '2026-10-01', before: 'Rest of Central & Eastern Europe' },
};

const regions: Readonly<Record<string, string>> = {
  'North America': 'US CA',
  'Rest of Africa': 'DZ AO BJ BW BF BI CM TD CG ER ET GA GM GH GW CI KE LS LR LY MG MW ML MR MZ NA NE RW SN SL SO SS SD SZ TZ TG TN UG ZM ZW',
  'Rest of Asia Pacific': 'AF AU KH CN JP LA MN NZ PG PH TW TJ TH TM UZ VN',
  'Rest of Central & Eastern Europe': 'AL AM AZ BY BG HR CZ GE GR LV LT MD MK RS SK SI',
  'Rest of Western Europe': 'AT BE DK FI IE NO PT SE CH',
  'Rest of Latin America': 'BO CR DO EC SV GT HT HN JM NI PA PY PR UY VE',
  'Rest of Middle East': 'BH JO LB YE',
};

const regionOf = new Map(Object.entries(regions).flatMap(([region, countries]) => countries.split(' ').map((country) => [country, region] as const)));

/**
 * The market of a country (ISO 3166-1 alpha-2) at a moment, or as of the newest card. Meta changes cards at midnight of the account's own zone; here
 * the day is UTC's, so at a change of card the first hours may show the neighbour's price.
 *
 * @example marketOf('PL', new Date('2026-11-22')) // 'Poland'
 */
export function marketOf(country: string, at?: Date): string {
  const move = moved[country];
  if (move !== undefined) return at === undefined || at.toISOString().slice(0, 10) >= move.from ? move.market : move.before;
  return standalone[country] ?? regionOf.get(country) ?? 'Other';
}
