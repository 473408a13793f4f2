import assert from 'node:assert/strict';
import { test } from 'node:test';
import { confirmationLanguage, confirmationLanguages, confirmationText } from './confirmations.ts';
import { foldWords, knownWords, readWish } from './words.ts';

const wishOf = (text: string) => readWish(text).wish;

test('a stop word is known however it is written', () => {
  for (const text of [
    'STOP',
    ' stop ',
    'Stop!',
    '“stop.”',
    'STOP 🙏🏽',
    'ＳＴＯＰ',
    's\u200btop',
    '*stop*',
    'ARRÊT',
    'arret',
    'Opt-Out',
    'opt  out',
    'Désabonner',
    'DESABONNER',
    'kündigen',
    'إيقاف',
    'ايقاف',
    'إِيقَاف',
    'إيـقاف',
  ]) {
    assert.equal(wishOf(text), 'stop', text);
  }
});

test("each language of the shop's countries has its words", () => {
  for (const text of [
    'unsubscribe',
    'cancel',
    'quit',
    'end',
    'revoke',
    'se désinscrire',
    'abmelden',
    'keine Werbung mehr',
    'baja',
    'Parar',
    'SAIR',
    'descadastrar',
    'basta',
    'disiscrivimi',
    'afmelden',
    'إلغاء الاشتراك',
    'BERHENTI',
    'रोकें',
    'Stop promotions',
  ]) {
    assert.equal(wishOf(text), 'stop', text);
  }
  for (const text of ['START', 'unstop', "m'abonner", 'm’abonner', 'anmelden', 'alta', 'começar', 'iscrivimi', 'aanmelden', 'ابدأ', 'Subscribe ✅']) {
    assert.equal(wishOf(text), 'start', text);
  }
});

test('a stop word in a longer text is doubtful and withdraws nothing', () => {
  for (const text of ["please don't stop sending me these!", 'Can I cancel my order?', 'je voudrais arrêter de recevoir ceci', 'bus stop']) {
    assert.equal(wishOf(text), 'maybe_stop', text);
  }
});

test('other texts wish nothing, also with a word in a word', () => {
  for (const text of ['', '🙏', 'hello', 'nonstop', 'weekend', 'Danke!', 'stopover', '1', 'fine', 'Résumé']) assert.equal(wishOf(text), 'none', text);
});

test('no word means both', () => {
  const stops = new Set<string>(knownWords.stop);

  assert.deepEqual(
    knownWords.start.filter((word) => stops.has(word)),
    [],
  );
});

test('folding is idempotent', () => {
  for (const word of [...knownWords.stop, ...knownWords.start]) assert.equal(foldWords(word), word);
});

test("the confirmation speaks the person's language, else the word's, else the country's", () => {
  assert.equal(confirmationLanguage({ language: 'pt-BR', country: 'FR', word: 'en' }), 'pt');
  assert.equal(confirmationLanguage({ language: null, country: 'FR', word: 'de' }), 'de');
  assert.equal(confirmationLanguage({ language: null, country: 'MA', word: 'en' }), 'ar');
  assert.equal(confirmationLanguage({ language: 'ja', country: 'JP', word: 'en' }), 'en');
});

test('each confirmation names the business and the way back', () => {
  for (const language of confirmationLanguages) {
    assert.match(confirmationText('stop', language, 'Kafé $& Co'), /Kafé \$& Co.*START/s);
    assert.match(confirmationText('start', language, 'Kafé'), /Kafé.*STOP/s);
  }
});
