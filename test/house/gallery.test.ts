import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { VariableSource } from '#core/contract/variables.ts';
import { galleryTemplates } from '#core/gallery/gallery.ts';
import { galleryLanguages, galleryMoments } from '#core/gallery/shape.ts';
import { readWish } from '#core/policy/words.ts';
import { headersOf } from '#core/whatsapp/draw.ts';
import { guessCategory } from '#core/whatsapp/law/category.ts';
import { compareLanguages } from '#core/whatsapp/law/compare.ts';
import { lintTemplate, type TemplateDraft } from '#core/whatsapp/law/template.ts';
import type { TemplateContent } from '#core/whatsapp/template.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { until } from '#emulator/stage.ts';
import { openShapeStage, type ShapeStage } from '../world/shape-stage.ts';
import { shapeFiles } from '../world/template-shapes.ts';

let meta: ShapeStage;
before(async () => void (meta = await openShapeStage()));
after(() => meta.close());

const isStop = (words: string) => readWish(words).wish === 'stop';

/** The content once its writer has chosen pictures where it asks for them. */
function withPictures(content: TemplateContent): TemplateContent {
  const choose = <Header extends TemplateContent['header']>(header: Header): Header =>
    header !== null && 'media' in header ? { ...header, media: shapeFiles.image } : header;
  const cards = content.cards?.map((card) => ({ ...card, header: choose(card.header) }));
  return { ...content, header: choose(content.header), ...(cards === undefined ? {} : { cards }) };
}

for (const { key, name, category, translations, fills } of galleryTemplates) {
  const drafts = translations.map(({ language, content }): TemplateDraft => ({ name, category, language, content: withPictures(content) }));

  test(`${key} passes our laws without a warning in every language, and Meta would file it where we do`, () => {
    for (const draft of drafts) {
      assert.deepEqual(
        lintTemplate(draft, { isStop }).map(({ at, code, message }) => [draft.language, at, code, message]),
        [],
      );
      const { guess, reasons } = guessCategory(draft.content, draft.language);
      assert.equal(guess, category, `${draft.language}: ${JSON.stringify(reasons)}`);
    }
    assert.deepEqual(compareLanguages(drafts), []);
  });

  test(`${key} passes the review in every language and keeps its category`, async () => {
    for (const draft of drafts) {
      const created = await meta.create(draft);
      assert.equal(created.status, 200, `${draft.language}: ${JSON.stringify(created.body)}`);
      const id = String(created.body['id']);
      const status = async () => (await meta.stage.graph('GET', `${id}?fields=status,category,rejected_reason`)).body;
      await until('it is decided', async () => (await status())['status'] !== 'PENDING');
      assert.deepEqual(await status(), { status: 'APPROVED', category: category.toUpperCase(), rejected_reason: 'NONE', id });
    }
  });

  test(`${key} proposes a source for each of its variables that the contract knows, and no others`, () => {
    const variables = new Set(translations.flatMap(({ content }) => templateVariables(content)));
    if (category === 'authentication') variables.delete('code');

    assert.deepEqual(Object.keys(fills).toSorted(), [...variables].toSorted());
    for (const fill of Object.values(fills)) assert.deepEqual(VariableSource.parse(fill), fill);
  });
}

test('the gallery goes along the journey, in five languages, with keys and names of their own', () => {
  const moments = galleryTemplates.map(({ moment }) => galleryMoments.indexOf(moment));
  assert.ok(galleryTemplates.length >= 18);
  assert.deepEqual(new Set(moments), new Set(galleryMoments.keys()));
  assert.equal(new Set(galleryTemplates.map(({ key }) => key)).size, galleryTemplates.length);
  assert.equal(new Set(galleryTemplates.map(({ name }) => name)).size, galleryTemplates.length);
  for (const one of galleryTemplates) {
    assert.deepEqual(
      one.translations.map(({ language }) => language),
      [...galleryLanguages],
    );
    for (const said of [one.title, one.about]) assert.notEqual(said.en, said.fr);
  }
});

test('every marketing template ends with one tap or one word, which the policy understands in that language', () => {
  for (const { key, category, translations } of galleryTemplates) {
    if (category !== 'marketing') continue;
    for (const { language, content } of translations) {
      const replies = content.buttons.flatMap((button) => (button.kind === 'reply' ? [button.text] : []));
      const words = content.body.match(/[\p{L}\p{M}]{3,}/gu) ?? [];
      assert.ok([...replies, ...words].some(isStop), `${key} in ${language}`);
    }
  }
});

test('only those that say so ask for pictures', () => {
  const asking = galleryTemplates.filter(({ translations }) => translations.some(({ content }) => headersOf(content).some((header) => 'media' in header)));

  assert.deepEqual(
    asking.map(({ key }) => key),
    ['cross_sell', 'limited_offer'],
  );
  for (const { about } of asking) assert.match(about.en, /picture/);
});
