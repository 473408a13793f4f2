import type { ColumnTarget, ImportReading } from '#core/contract/imports.ts';
import { fold } from '#core/segment/fold.ts';

export type Format = ImportReading['format'];

/** A heading without case, accents, spaces and marks: "E-mail 1 - Value" and "email1value" are one. */
export function plainHeading(heading: string): string {
  return fold(heading).replace(/[^\p{L}\p{N}]+/gu, '');
}

type Simple = Exclude<ColumnTarget['to'], 'field' | 'skip'>;

/**
 * What people call these columns in English, French, German, Spanish and Portuguese; plain headings. Parts of a name
 * count too ("mobile phone (private)"), longest first, unless `exactly`.
 */
const dictionary: Record<Simple, { parts: readonly string[]; exactly: readonly string[] }> = {
  phone: {
    parts: [
      'whatsapp',
      'phone',
      'telephone',
      'telefon',
      'telefono',
      'telefone',
      'mobile',
      'mobil',
      'movil',
      'cellulare',
      'cellphone',
      'celular',
      'telemovel',
      'portable',
      'handy',
      'rufnummer',
      'handynummer',
      'msisdn',
    ],
    exactly: ['tel', 'cell', 'numero', 'number', 'nummer', 'gsm', 'waid', 'numerodetelephone', 'contactnumber', 'fon'],
  },
  first_name: {
    parts: ['firstname', 'givenname', 'prenom', 'vorname', 'primernombre', 'primeironome'],
    exactly: ['first', 'given', 'fname', 'nombre', 'nombredepila'],
  },
  last_name: {
    parts: ['lastname', 'familyname', 'surname', 'nomdefamille', 'nachname', 'familienname', 'apellido', 'sobrenome', 'ultimonome', 'apelido'],
    exactly: ['last', 'family', 'lname'],
  },
  full_name: {
    parts: [
      'fullname',
      'displayname',
      'nomcomplet',
      'nometprenom',
      'prenometnom',
      'vollstandigername',
      'nombrecompleto',
      'nombreyapellido',
      'nomecompleto',
      'customername',
      'contactname',
    ],
    exactly: ['name', 'nom', 'nome', 'kunde', 'client', 'cliente', 'customer', 'contact', 'contacto', 'kontakt', 'contato', 'anzeigename'],
  },
  email: { parts: ['email', 'courriel', 'correo', 'mailadresse', 'adressemail', 'emailadresse'], exactly: ['mail', 'adressemel'] },
  language: { parts: ['language', 'langue', 'sprache', 'idioma', 'lengua'], exactly: ['lang', 'locale', 'lingua'] },
  country: { parts: ['countrycode', 'codepays'], exactly: ['country', 'pays', 'land', 'pais', 'homecountry', 'countryregion'] },
  company: {
    parts: ['companyname', 'organization', 'organisation', 'entreprise', 'societe', 'unternehmen', 'razonsocial'],
    exactly: ['company', 'firma', 'empresa', 'compania', 'organizacion', 'organizacao'],
  },
  tags: {
    parts: ['etiquette', 'etiqueta'],
    exactly: ['tags', 'tag', 'labels', 'groups', 'groupes', 'gruppen', 'grupos', 'segments', 'categories', 'kategorien', 'schlagworte', 'groupmembership'],
  },
  consent: {
    parts: [
      'whatsappoptin',
      'whatsappmarketing',
      'whatsappconsent',
      'marketingconsent',
      'marketingoptin',
      'consentement',
      'einwilligung',
      'zustimmung',
      'consentimiento',
      'consentimento',
    ],
    exactly: ['consent', 'optin', 'optedin', 'subscribed', 'accord', 'abonne', 'suscrito', 'inscrito', 'acceptswhatsappmarketing'],
  },
  external_id: {
    parts: ['customerid', 'externalid', 'clientid', 'kundennummer', 'numeroclient', 'idcliente', 'contactid', 'crmid'],
    exactly: ['id', 'userid', 'uuid', 'reference', 'codigocliente'],
  },
};

/** Words that turn a column into something else than its name says. */
const never =
  /fax|pager|type$|label$|phonetic|yomi|accepts(email|sms)|(sms|email)(marketing|optin|consent)|^phonecountry|prefix|suffix|managersname|assistants/;

/** How well a heading names a person's own mobile: the lowest goes first when several columns hold phones. */
export function phoneRank(heading: string): number {
  const plain = plainHeading(heading);
  if (plain.includes('whatsapp') || plain === 'waid') return 0;
  if (/mobil|cell|celular|movil|telemovel|portable|handy|gsm/.test(plain)) return 1;
  if (/home|domicile|privat|casa|perso/.test(plain)) return 3;
  if (/work|business|company|office|bureau|travail|geschaft|trabajo|trabalho|empresa|defaultaddress|other|assistant/.test(plain)) return 4;
  return 2;
}

/** Where a column goes by its heading alone; undefined when the heading says nothing. */
export function targetOfHeading(heading: string): Simple | undefined {
  const plain = plainHeading(heading);
  if (plain === '' || never.test(plain)) return undefined;
  let best: { target: Simple; length: number } | undefined;
  for (const target of targets) {
    const { parts, exactly } = dictionary[target];
    if (exactly.includes(plain)) return target;
    for (const part of parts) {
      if (plain.includes(part) && part.length > (best?.length ?? 0)) best = { target, length: part.length };
    }
  }
  return best?.target;
}

const targets = [
  'consent',
  'first_name',
  'last_name',
  'full_name',
  'phone',
  'email',
  'language',
  'country',
  'company',
  'tags',
  'external_id',
] as const satisfies readonly Simple[];

/** Whose export a row of headings is, or null. Each is known by headings that no other has together. */
export function tellFormat(headings: readonly string[]): Format {
  const has = new Set(headings.map(plainHeading));
  const hasAll = (...wanted: string[]): boolean => wanted.every((heading) => has.has(plainHeading(heading)));
  if (hasAll('Given Name', 'Group Membership') || hasAll('Given Name', 'Yomi Name')) return 'google_old';
  if (hasAll('First Name', 'Labels') && (hasAll('Phone 1 - Value') || hasAll('Phonetic First Name'))) return 'google';
  if (hasAll('First Name', 'E-mail Address') && (hasAll('Mobile Phone') || hasAll('Business Phone'))) return 'outlook';
  if (hasAll('Accepts Email Marketing') || hasAll('Customer ID', 'Total Orders')) return 'shopify';
  if (hasAll('Display Name', 'Primary Email')) return 'thunderbird';
  return null;
}

/** Columns that an export of this kind has and that mean something else, or nothing, by their heading. */
const ofFormat: Record<NonNullable<Format>, Record<string, ColumnTarget>> = {
  google: {
    birthday: { to: 'field', key: 'birthday', label: 'Birthday', type: 'date' },
    labels: { to: 'tags' },
    organizationname: { to: 'company' },
    notes: { to: 'skip' },
    fileas: { to: 'skip' },
  },
  google_old: { birthday: { to: 'field', key: 'birthday', label: 'Birthday', type: 'date' }, groupmembership: { to: 'tags' }, notes: { to: 'skip' } },
  outlook: { birthday: { to: 'field', key: 'birthday', label: 'Birthday', type: 'date' }, company: { to: 'company' }, organizationalidnumber: { to: 'skip' } },
  shopify: {
    customerid: { to: 'external_id' },
    totalspent: { to: 'field', key: 'total_spent', label: 'Total spent', type: 'number' },
    totalorders: { to: 'field', key: 'total_orders', label: 'Total orders', type: 'number' },
    note: { to: 'field', key: 'note', label: 'Note', type: 'text' },
    defaultaddresscompany: { to: 'company' },
    defaultaddresscity: { to: 'field', key: 'city', label: 'City', type: 'text' },
    defaultaddresscountrycode: { to: 'country' },
    acceptswhatsappmarketing: { to: 'consent' },
  },
  thunderbird: { organization: { to: 'company' }, screenname: { to: 'skip' } },
};

/**
 * Where each column goes. What the format says comes first, then the heading, then what its cells look like. Of the
 * targets that hold one value the first column wins; the phones of a person may be many. In a file of nobody's format a
 * column without a meaning becomes a field; in an address book it is left out, since there most columns are empty.
 */
export function suggestTargets(
  format: Format,
  columns: readonly { name: string; samples: readonly string[] }[],
  lookOf: (samples: readonly string[]) => ColumnTarget,
): ColumnTarget[] {
  const taken = new Set<string>();
  const headings = new Set(columns.map((column) => plainHeading(column.name)));
  return columns.map(({ name, samples }) => {
    const target = isFamilyName(plainHeading(name), headings) ? { to: 'last_name' as const } : suggestOne(format, name, samples, lookOf);
    if (target.to === 'skip' || target.to === 'phone') return target;
    const key = target.to === 'field' ? `field ${target.key}` : target.to;
    if (taken.has(key)) return { to: 'skip' };
    taken.add(key);
    return target;
  });
}

/** "Nom" beside "Prénom" and "Name" beside "Vorname" are the family name; alone they are the whole. */
function isFamilyName(plain: string, headings: ReadonlySet<string>): boolean {
  return (plain === 'nom' && headings.has('prenom')) || (plain === 'name' && headings.has('vorname'));
}

function suggestOne(format: Format, name: string, samples: readonly string[], lookOf: (samples: readonly string[]) => ColumnTarget): ColumnTarget {
  const plain = plainHeading(name);
  const known = format === null ? undefined : ofFormat[format][plain];
  if (known !== undefined) return known;
  const target = targetOfHeading(name);
  if (target !== undefined) return { to: target };
  if (format !== null || samples.length === 0 || never.test(plain)) return { to: 'skip' };
  const look = lookOf(samples);
  return look.to === 'field' ? fieldNamed(name, look.type) : look;
}

/** Makes a field of a heading: its key in small letters, the heading as its label. */
export function fieldNamed(name: string, type: 'text' | 'number' | 'date' | 'boolean'): ColumnTarget {
  const key = fold(name)
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 60);
  const label = name.trim().slice(0, 120);
  return key === '' || label === '' ? { to: 'skip' } : { to: 'field', key, label, type };
}
