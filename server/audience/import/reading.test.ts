import assert from 'node:assert/strict';
import { retell, tell } from '#core/contract/say.ts';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { openCsvReader } from './csv.ts';
import { isRefused } from '#core/value/result.ts';
import { csvLine } from './errors.ts';
import { lookAt } from './reading.ts';
import { readDay, readNumber } from './value.ts';
import { readCountry, readLanguage, readYesNo } from './words.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string, isLittle: boolean): Uint8Array =>
  Uint8Array.from(
    [...text].flatMap((letter) =>
      isLittle ? [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8] : [letter.charCodeAt(0) >> 8, letter.charCodeAt(0) & 255],
    ),
  );
const latin = (text: string): Uint8Array => Uint8Array.from([...text].map((letter) => letter.charCodeAt(0)));

async function look(content: Uint8Array, country = 'FR') {
  const read = await lookAt(
    (async function* () {
      yield content;
    })(),
    'people.csv',
    country,
  );
  if (isRefused(read)) return { refused: tell(read.detail, 'en'), targets: [] };
  const { reading, rows } = read;
  const targets = reading.columns
    .filter((column) => column.suggested.to !== 'skip')
    .map((column) => `${column.name} → ${column.suggested.to === 'field' ? `${column.suggested.key}:${column.suggested.type}` : column.suggested.to}`);
  return {
    encoding: reading.encoding,
    delimiter: reading.delimiter,
    header: reading.has_header,
    format: reading.format,
    targets,
    notes: reading.notes?.map((note) => retell(note, 'en')),
    rows,
  };
}

function records(text: string, delimiter = ',', size = text.length || 1) {
  const reader = openCsvReader(delimiter);
  const found = [];
  for (let at = 0; at < text.length; at += size) found.push(...reader.push(text.slice(at, at + size)));
  return [...found, ...reader.close()];
}

test('csv-parse and our reader agree about well and nearly well formed files, in pieces of any size', () => {
  const files = [
    'a,b\r\n1,2\r\n',
    'a,b\n"x, y","say ""hi"""\n',
    'a\r1\r2',
    'a,b\n"line 1\r\nline 2",2',
    'a,b,c\n1,2\n1,2,3,4\n',
    'a\n\n\n1\n',
    'a,b\n,\n"",""\n',
    'é,日本\n😀,"🙂, 🙃"\n',
    'a,b\nx"y,2\n',
    'a,b\n"x")z,2\n',
  ];

  for (const file of files) {
    const judged: unknown = parse(file, { relax_column_count: true, relax_quotes: true, skip_empty_lines: true });
    for (const size of [1, 2, 3, 1000])
      assert.deepEqual(
        records(file, ',', size).map((record) => record.cells),
        judged,
        JSON.stringify(file),
      );
  }
});

test('a quotation mark that is never closed costs its own line only', () => {
  const lost = records('a,b\n1,"x\n2,y\n3,z\n');
  const closedByAnother = records('a,b\n1,"x\n2,y\n3,"q, r"\n');

  assert.deepEqual(
    lost.map((record) => [record.cells.length, record.fault]),
    [
      [2, null],
      [2, 'unclosed_quote'],
      [2, null],
      [2, null],
    ],
  );
  assert.deepEqual(
    closedByAnother.map((record) => record.fault),
    [null, 'unclosed_quote', null, null],
  );
  assert.deepEqual(closedByAnother[3]?.cells, ['3', 'q, r']);
});

test('a line without end is cut, named, and the next one is read', () => {
  const found = records(`a,b\n1,${'x'.repeat(1_200_000)}\n2,y\n`, ',', 65_536);

  assert.deepEqual(
    found.map((record) => record.fault),
    [null, 'too_long', null],
  );
});

test('encodings are told: marks, UTF-16 without a mark, broken UTF-8, windows-1252', async () => {
  const text = 'prénom,téléphone\nZoé,+33612345678\n';

  assert.equal((await look(utf8(text))).encoding, 'utf-8');
  assert.deepEqual(await look(utf16(text, true)), {
    encoding: 'utf-16le',
    delimiter: ',',
    header: true,
    format: null,
    targets: ['prénom → first_name', 'téléphone → phone'],
    notes: undefined,
    rows: 2,
  });
  assert.equal((await look(utf16(text, false))).encoding, 'utf-16be');
  const old = await look(latin(text));
  assert.deepEqual([old.encoding, old.targets], ['windows-1252', ['prénom → first_name', 'téléphone → phone']]);
  const broken = await look(Uint8Array.from([...utf8(`${text}Éé,1`), 0xff]));
  assert.deepEqual([broken.encoding, broken.notes], ['utf-8', ['1 byte is not UTF-8 and shown as \ufffd']]);
});

test('NUL bytes are removed and said', async () => {
  const read = await look(utf8('name,phone\nA\0B,+12015550123\n'));

  assert.deepEqual([read.encoding, read.notes, read.targets], ['utf-8', ['1 NUL byte was removed'], ['name → full_name', 'phone → phone']]);
});

test('what is no list of people is refused with a cure', async () => {
  assert.equal((await look(utf8(''))).refused, '"people.csv" is empty; export it again');
  assert.equal((await look(utf8(' \n\n'))).refused, '"people.csv" holds no text; export it again');
  assert.equal(
    (await look(Uint8Array.from([0x50, 0x4b, 3, 4, 9, 9]))).refused,
    '"people.csv" is an Excel workbook or a ZIP archive; open it and save it as "CSV UTF-8"',
  );
  assert.equal((await look(utf8('BEGIN:VCARD\nVERSION:3.0\n'))).refused, '"people.csv" holds vCards; export the contacts as CSV instead');
  assert.match((await look(Uint8Array.from({ length: 400 }, (_, index) => (index * 7) % 28))).refused ?? '', /is no text file/);
});

test('delimiters, line ends and headers are told', async () => {
  assert.deepEqual(
    [(await look(utf8('nom;tel\nA, B;0612345678\nC, D;0612345679\n'))).delimiter, (await look(utf8('sep=;\nnom;tel\nA;0612345678\n'))).delimiter],
    [';', ';'],
  );
  assert.equal((await look(utf8('name\tphone\rA\t+33612345678\r'))).delimiter, '\t');
  assert.equal((await look(utf8('name|phone\nA|+33612345678\n'))).delimiter, '|');
  const bare = await look(utf8('Ana Souza,+5511961234567,ana@example.com,vip\nZoë,+905012345678,,\n'));
  assert.deepEqual([bare.header, bare.targets.slice(0, 3)], [false, ['Column 1 → full_name', 'Column 2 → phone', 'Column 3 → email']]);
  assert.equal((await look(utf8('0612345678\n0612345679\n'))).targets[0], 'Column 1 → phone');
});

test('headings in five languages find their target', async () => {
  const headings = [
    'Prénom;Nom;Portable;Courriel;Langue;Pays',
    'Vorname;Nachname;Handynummer;E-Mail;Sprache;Land',
    'Nombre;Apellidos;Móvil;Correo electrónico;Idioma;País',
    'Primeiro nome;Sobrenome;Celular;E-mail;Idioma;País',
    'First name;Surname;WhatsApp number;Email address;Language;Country',
  ];

  for (const heading of headings) {
    const { targets } = await look(utf8(`${heading}\n`));
    assert.deepEqual(
      targets.map((target) => target.split(' → ')[1]),
      ['first_name', 'last_name', 'phone', 'email', 'language', 'country'],
      heading,
    );
  }
});

test('the exports of Google, Outlook, Shopify and Thunderbird map themselves', async () => {
  const google = await look(
    utf8(
      'First Name,Last Name,Phonetic First Name,Labels,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Phone 2 - Label,Phone 2 - Value\nAna,Souza,,* myContacts ::: VIP,,a@b.co,Mobile,+5511961234567,,\n',
    ),
  );
  const older = await look(utf8('Name,Given Name,Family Name,Group Membership,Phone 1 - Type,Phone 1 - Value\nA B,A,B,,Mobile,\n'));
  const outlook = await look(utf8('First Name,Last Name,E-mail Address,Home Phone,Mobile Phone,Home Fax,Company\nA,B,,,,,\n'));
  const shopify = await look(
    utf8(
      "Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Phone,Accepts SMS Marketing,Total Spent,Tags,Accepts WhatsApp Marketing\n'72,A,B,,yes,'+5511961234567,no,12.00,vip,yes\n",
    ),
  );
  const thunderbird = await look(utf8('First Name,Last Name,Display Name,Primary Email,Fax Number,Mobile Number\nA,B,A B,,,\n'));

  assert.deepEqual(
    [google.format, older.format, outlook.format, shopify.format, thunderbird.format],
    ['google', 'google_old', 'outlook', 'shopify', 'thunderbird'],
  );
  assert.deepEqual(google.targets, [
    'First Name → first_name',
    'Last Name → last_name',
    'Labels → tags',
    'E-mail 1 - Value → email',
    'Phone 1 - Value → phone',
    'Phone 2 - Value → phone',
  ]);
  assert.deepEqual(older.targets, [
    'Name → full_name',
    'Given Name → first_name',
    'Family Name → last_name',
    'Group Membership → tags',
    'Phone 1 - Value → phone',
  ]);
  assert.deepEqual(outlook.targets, [
    'First Name → first_name',
    'Last Name → last_name',
    'E-mail Address → email',
    'Home Phone → phone',
    'Mobile Phone → phone',
    'Company → company',
  ]);
  assert.deepEqual(shopify.targets, [
    'Customer ID → external_id',
    'First Name → first_name',
    'Last Name → last_name',
    'Email → email',
    'Phone → phone',
    'Total Spent → total_spent:number',
    'Tags → tags',
    'Accepts WhatsApp Marketing → consent',
  ]);
  assert.deepEqual(thunderbird.targets, [
    'First Name → first_name',
    'Last Name → last_name',
    'Display Name → full_name',
    'Primary Email → email',
    'Mobile Number → phone',
  ]);
});

test('numbers, days, countries, languages and answers are read as they are written', () => {
  assert.deepEqual(['1.240,50 €', '1,240.50', '1,240', 'EUR 12', 'many'].map(readNumber), [1240.5, 1240.5, 1240, 12, null]);
  assert.deepEqual(
    [readDay('22/11/2026', false), readDay('11/22/2026', true), readDay('22.11.2026', true), readDay('31/02/2026', false)],
    ['2026-11-22', '2026-11-22', '2026-11-22', null],
  );
  assert.deepEqual(['Deutschland', 'Brasil', 'fr', 'UK', 'Mordor'].map(readCountry), ['DE', 'BR', 'FR', 'GB', null]);
  assert.deepEqual(['pt_BR', 'Français', 'en', 'xx'].map(readLanguage), ['pt-BR', 'fr', 'en', null]);
  assert.deepEqual(['Oui', 'JA', 'sim', 'no', 'perhaps'].map(readYesNo), [true, true, true, false, null]);
});

test('a cell that a spreadsheet would run begins with an apostrophe', () => {
  assert.equal(csvLine(['=1+1', '+33', '-2', '@x', '\tz', 'a "b"', 'plain']), `'=1+1,'+33,'-2,'@x,'\tz,"a ""b""",plain\r\n`);
});
