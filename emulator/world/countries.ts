/** What the emulator knows of a country: enough to make its people and to apply Meta's rules by country. */
export type Country = {
  /** ISO 3166-1 alpha-2; `ZZ` for a calling code nobody has. */
  readonly code: string;
  readonly name: string;
  /** Calling code; for +1 the countries are told apart by area codes. */
  readonly calling: string;
  /** BCP 47, of most people there. */
  readonly language: string;
  /** IANA, of the largest city. */
  readonly timezone: string;
};

const unknown: Country = { code: 'ZZ', name: '', calling: '', language: 'en', timezone: 'UTC' };

/** Source: ITU-T E.164 assignments and the IANA zone table, written down 2026-11-22; one language and zone for each. */
const table = `
US 1 en America/New_York United States|CA 1 en America/Toronto Canada|DO 1 es America/Santo_Domingo Dominican Republic|JM 1 en America/Jamaica Jamaica|TT 1 en America/Port_of_Spain Trinidad and Tobago
EG 20 ar Africa/Cairo Egypt|MA 212 ar Africa/Casablanca Morocco|DZ 213 ar Africa/Algiers Algeria|TN 216 ar Africa/Tunis Tunisia|LY 218 ar Africa/Tripoli Libya
SN 221 fr Africa/Dakar Senegal|ML 223 fr Africa/Bamako Mali|GN 224 fr Africa/Conakry Guinea|CI 225 fr Africa/Abidjan Ivory Coast|BF 226 fr Africa/Ouagadougou Burkina Faso|NE 227 fr Africa/Niamey Niger|TG 228 fr Africa/Lome Togo|BJ 229 fr Africa/Porto-Novo Benin|MU 230 en Indian/Mauritius Mauritius
GH 233 en Africa/Accra Ghana|NG 234 en Africa/Lagos Nigeria|TD 235 fr Africa/Ndjamena Chad|CM 237 fr Africa/Douala Cameroon|GA 241 fr Africa/Libreville Gabon|CG 242 fr Africa/Brazzaville Congo|CD 243 fr Africa/Kinshasa DR Congo|AO 244 pt Africa/Luanda Angola
SD 249 ar Africa/Khartoum Sudan|RW 250 en Africa/Kigali Rwanda|ET 251 am Africa/Addis_Ababa Ethiopia|SO 252 so Africa/Mogadishu Somalia|KE 254 en Africa/Nairobi Kenya|TZ 255 sw Africa/Dar_es_Salaam Tanzania|UG 256 en Africa/Kampala Uganda|MZ 258 pt Africa/Maputo Mozambique|ZM 260 en Africa/Lusaka Zambia|MG 261 fr Indian/Antananarivo Madagascar|ZW 263 en Africa/Harare Zimbabwe|NA 264 en Africa/Windhoek Namibia|BW 267 en Africa/Gaborone Botswana|ZA 27 en Africa/Johannesburg South Africa
GR 30 el Europe/Athens Greece|NL 31 nl Europe/Amsterdam Netherlands|BE 32 nl Europe/Brussels Belgium|FR 33 fr Europe/Paris France|ES 34 es Europe/Madrid Spain|GI 350 en Europe/Gibraltar Gibraltar|PT 351 pt Europe/Lisbon Portugal|LU 352 fr Europe/Luxembourg Luxembourg|IE 353 en Europe/Dublin Ireland|IS 354 is Atlantic/Reykjavik Iceland|AL 355 sq Europe/Tirane Albania|MT 356 mt Europe/Malta Malta|CY 357 el Asia/Nicosia Cyprus|FI 358 fi Europe/Helsinki Finland|BG 359 bg Europe/Sofia Bulgaria
HU 36 hu Europe/Budapest Hungary|LT 370 lt Europe/Vilnius Lithuania|LV 371 lv Europe/Riga Latvia|EE 372 et Europe/Tallinn Estonia|MD 373 ro Europe/Chisinau Moldova|AM 374 hy Asia/Yerevan Armenia|BY 375 ru Europe/Minsk Belarus|AD 376 ca Europe/Andorra Andorra|MC 377 fr Europe/Monaco Monaco|UA 380 uk Europe/Kyiv Ukraine|RS 381 sr Europe/Belgrade Serbia|ME 382 sr Europe/Podgorica Montenegro|HR 385 hr Europe/Zagreb Croatia|SI 386 sl Europe/Ljubljana Slovenia|BA 387 bs Europe/Sarajevo Bosnia and Herzegovina|MK 389 mk Europe/Skopje North Macedonia
IT 39 it Europe/Rome Italy|RO 40 ro Europe/Bucharest Romania|CH 41 de Europe/Zurich Switzerland|CZ 420 cs Europe/Prague Czechia|SK 421 sk Europe/Bratislava Slovakia|LI 423 de Europe/Vaduz Liechtenstein|AT 43 de Europe/Vienna Austria|GB 44 en Europe/London United Kingdom|DK 45 da Europe/Copenhagen Denmark|SE 46 sv Europe/Stockholm Sweden|NO 47 nb Europe/Oslo Norway|PL 48 pl Europe/Warsaw Poland|DE 49 de Europe/Berlin Germany
GT 502 es America/Guatemala Guatemala|SV 503 es America/El_Salvador El Salvador|HN 504 es America/Tegucigalpa Honduras|NI 505 es America/Managua Nicaragua|CR 506 es America/Costa_Rica Costa Rica|PA 507 es America/Panama Panama|HT 509 fr America/Port-au-Prince Haiti
PE 51 es America/Lima Peru|MX 52 es America/Mexico_City Mexico|CU 53 es America/Havana Cuba|AR 54 es America/Argentina/Buenos_Aires Argentina|BR 55 pt-BR America/Sao_Paulo Brazil|CL 56 es America/Santiago Chile|CO 57 es America/Bogota Colombia|VE 58 es America/Caracas Venezuela|BO 591 es America/La_Paz Bolivia|EC 593 es America/Guayaquil Ecuador|PY 595 es America/Asuncion Paraguay|SR 597 nl America/Paramaribo Suriname|UY 598 es America/Montevideo Uruguay
MY 60 ms Asia/Kuala_Lumpur Malaysia|AU 61 en Australia/Sydney Australia|ID 62 id Asia/Jakarta Indonesia|PH 63 en Asia/Manila Philippines|NZ 64 en Pacific/Auckland New Zealand|SG 65 en Asia/Singapore Singapore|TH 66 th Asia/Bangkok Thailand
RU 7 ru Europe/Moscow Russia|JP 81 ja Asia/Tokyo Japan|KR 82 ko Asia/Seoul South Korea|VN 84 vi Asia/Ho_Chi_Minh Vietnam|KP 850 ko Asia/Pyongyang North Korea|HK 852 zh Asia/Hong_Kong Hong Kong|KH 855 km Asia/Phnom_Penh Cambodia|CN 86 zh Asia/Shanghai China|BD 880 bn Asia/Dhaka Bangladesh|TW 886 zh Asia/Taipei Taiwan
TR 90 tr Europe/Istanbul Turkey|IN 91 hi Asia/Kolkata India|PK 92 ur Asia/Karachi Pakistan|AF 93 fa Asia/Kabul Afghanistan|LK 94 si Asia/Colombo Sri Lanka|MM 95 my Asia/Yangon Myanmar|LB 961 ar Asia/Beirut Lebanon|JO 962 ar Asia/Amman Jordan|SY 963 ar Asia/Damascus Syria|IQ 964 ar Asia/Baghdad Iraq|KW 965 ar Asia/Kuwait Kuwait|SA 966 ar Asia/Riyadh Saudi Arabia|YE 967 ar Asia/Aden Yemen|OM 968 ar Asia/Muscat Oman|PS 970 ar Asia/Hebron Palestine|AE 971 ar Asia/Dubai United Arab Emirates|IL 972 he Asia/Jerusalem Israel|BH 973 ar Asia/Bahrain Bahrain|QA 974 ar Asia/Qatar Qatar|NP 977 ne Asia/Kathmandu Nepal
IR 98 fa Asia/Tehran Iran|AZ 994 az Asia/Baku Azerbaijan|GE 995 ka Asia/Tbilisi Georgia|KG 996 ky Asia/Bishkek Kyrgyzstan|UZ 998 uz Asia/Tashkent Uzbekistan|KZ 77 ru Asia/Almaty Kazakhstan`;

/** Every country, the unknown one first. The place in this list is what a person's row keeps. */
export const countries: readonly [Country, ...Country[]] = [
  unknown,
  ...table
    .split(/[|\n]/)
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [code = '', calling = '', language = '', timezone = '', ...name] = entry.split(' ');
      return { code, calling, language, timezone, name: name.join(' ') };
    }),
];

const byCode = new Map(countries.map((country) => [country.code, country]));
const byCalling = new Map(countries.filter((country) => country.calling !== '' && country.calling !== '1').map((country) => [country.calling, country]));

/** The country with this code; the unknown one if there is none. */
export function getCountry(code: string): Country {
  return byCode.get(code) ?? unknown;
}

/**
 * Area codes of +1 that are not in the United States. The territories (Puerto Rico, Guam…) count as the United States
 * here; Meta does not say. Source: the NANPA list of area codes by place, from memory, 2026.
 */
const canada =
  '204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 460 468 474 506 514 519 ' +
  '537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942 600 622';
const caribbean: Readonly<Record<string, string>> = {
  DO: '809 829 849',
  JM: '876 658',
  TT: '868',
  ZZ: '242 246 264 268 284 345 441 473 649 664 721 758 767 784 869',
};
const areaCodes = new Map<string, string>([
  ...canada.split(' ').map((area): [string, string] => [area, 'CA']),
  ...Object.entries(caribbean).flatMap(([code, areas]) => areas.split(' ').map((area): [string, string] => [area, code])),
]);

/** The country of an international number (digits only), by its calling code and for +1 its area code. */
export function countryOf(waId: string): Country {
  if (waId.startsWith('1')) return waId.length === 11 ? getCountry(areaCodes.get(waId.slice(1, 4)) ?? 'US') : unknown;
  for (const length of [3, 2, 1]) {
    const found = byCalling.get(waId.slice(0, length));
    if (found !== undefined) return found;
  }
  return unknown;
}
