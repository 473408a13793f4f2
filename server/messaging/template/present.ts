import type { Scope } from '#core/value/actor.ts';
import { presentId } from '#core/value/id.ts';
import { parseTold, type Spoken, typeset } from '#core/value/say.ts';
import type { Instant } from '#core/value/time.ts';
import { retell, say, tell } from '#core/contract/say.ts';
import type { Template } from '#core/contract/templates.ts';
import { reviewReasons } from '#core/whatsapp/review.ts';
import { templateVariables } from '#core/whatsapp/variables.ts';
import { listAccounts } from '#server/messaging/number/number.ts';
import type { Db, Tx } from '#server/platform/platform.ts';
import { editsOf, editsSince } from './edits.ts';
import { shapeOf } from './parse.ts';
import { selectEvents, selectNamesakes, type TemplateRecord, type TranslationRecord } from './store.ts';
import { selectEdits } from './store.versions.ts';

/** In whose language, and when: what may be changed now depends on it. */
type Reading = { readonly language: Spoken; readonly now: Instant };
type Shown = Template['translations'][number];

/** Templates as the API shows them: with the history of each language, what may be changed, and their copies in other accounts. */
export async function presentTemplates(db: Db | Tx, scope: Scope, templates: readonly TemplateRecord[], reading: Reading): Promise<Template[]> {
  const ids = templates.flatMap((template) => template.translations.map((translation) => translation.id));
  const names = [...new Set(templates.map((template) => template.name))];
  const [events, edits, namesakes, accounts] = await Promise.all([
    ids.length === 0 ? [] : selectEvents(db, scope, ids),
    ids.length === 0 ? [] : selectEdits(db, scope, ids, editsSince(reading.now)),
    selectNamesakes(db, scope, names),
    listAccounts(db, scope),
  ]);
  const eventsOf = Map.groupBy(events, (event) => event.translation_id);
  const editsAt = Map.groupBy(edits, (edit) => edit.translation_id);
  const accountNames = new Map(accounts.map((account) => [account.id, account.name]));
  const accountOf = (template: TemplateRecord) => ({ id: presentId('business', template.account), name: accountNames.get(template.account) ?? '' });
  return templates.map((template) => ({
    id: presentId('template', template.id),
    name: template.name,
    category: template.category,
    translations: template.translations.map((translation) => ({
      ...presentTranslation(translation, reading.language),
      ...presentEdits(
        translation,
        (editsAt.get(translation.id) ?? []).map((edit) => edit.at),
        reading.now,
      ),
      history: (eventsOf.get(translation.id) ?? []).map((event) => ({
        at: event.at.toISOString(),
        state: event.status,
        detail: historyWords(event.detail, reading.language),
      })),
    })),
    account: accountOf(template),
    copies: namesakes
      .filter((one) => one.name === template.name && one.id !== template.id)
      .map((copy) => ({
        id: presentId('template', copy.id),
        account: accountOf(copy),
        category: copy.category,
        translations: copy.translations.map((one) => ({ language: one.language, state: one.state, quality: one.quality, same: isSame(one, template) })),
      })),
    category_change: template.categoryChange,
    category_due: template.categoryDue,
    fills: template.fills,
    created_at: template.createdAt.toISOString(),
  }));
}

/** Says the same to everybody as the one of that language it is a copy of. */
function isSame(copy: TranslationRecord, template: TemplateRecord): boolean {
  const original = template.translations.find((one) => one.language === copy.language);
  return original !== undefined && shapeOf(original.content) === shapeOf(copy.content);
}

function presentEdits(translation: TranslationRecord, times: readonly Instant[], now: Instant): Pick<Shown, 'edits'> {
  const { allowed, left, nextAt } = editsOf(translation.state, times, translation.editsBlockedUntil, now);
  return { edits: { allowed, left, next_at: nextAt?.toISOString() ?? null } };
}

/** What is kept in a line of history: a sentence of ours, or Meta's code, told in words where we have them. */
function historyWords(detail: string | null, language: Spoken): string | null {
  const words = detail === null ? undefined : reviewReasons[detail]?.[language];
  return words === undefined ? retell(detail, language) : typeset(words.because, language);
}

type Verdict = Pick<TranslationRecord, 'reason' | 'reasonCode' | 'recommendation'>;

const wordsOf = ({ reasonCode }: Verdict, language: Spoken) => (reasonCode === null ? undefined : reviewReasons[reasonCode]?.[language]);
/** Meta's own sentences are English; whoever reads another language gets ours first. */
const isForeign = (text: string, language: Spoken): boolean => language !== 'en' && typeof parseTold(text) === 'string';

function reasonOf(verdict: Verdict, language: Spoken): string | null {
  const words = wordsOf(verdict, language);
  if (verdict.reason === null) return words === undefined ? null : typeset(words.because, language);
  if (words === undefined || !isForeign(verdict.reason, language)) return retell(verdict.reason, language);
  return tell(say('review_quoted', { because: words.because, said: verdict.reason }), language);
}

function cureOf(verdict: Verdict, language: Spoken): string | null {
  const words = wordsOf(verdict, language);
  const given = verdict.recommendation;
  if (given !== null && (words === undefined || !isForeign(given, language))) return retell(given, language);
  return words === undefined ? null : typeset(words.cure, language);
}

function presentTranslation(translation: TranslationRecord, language: Spoken): Omit<Shown, 'history' | 'edits'> {
  return {
    id: presentId('translation', translation.id),
    language: translation.language,
    content: translation.content,
    variables: templateVariables(translation.content),
    state: translation.state,
    reason: reasonOf(translation, language) ?? translation.reasonCode,
    reason_code: translation.reasonCode,
    recommendation: cureOf(translation, language),
    quality: translation.quality,
    submitted_at: translation.submittedAt?.toISOString() ?? null,
    state_at: translation.stateAt.toISOString(),
    checked_at: translation.checkedAt?.toISOString() ?? null,
    version: translation.version,
    revision: translation.revision,
    paused_until: translation.pausedUntil?.toISOString() ?? null,
  };
}
