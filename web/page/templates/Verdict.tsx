import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Template, Translation } from '#core/contract/templates.ts';
import { api } from '#web/api/api.ts';
import { sayQuality } from '#web/part/businessNumber.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { useNow } from '#web/ui/now.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { isLocked } from './standing.ts';
import css from './TemplatePage.module.css';

type Props = { readonly template: Template; readonly translation: Translation };

/** What Meta says of a language now, why, until when, and what can be done about it. */
export function Verdict({ template, translation }: Props): ReactNode {
  const { t, dateTime, relative, span } = useWords();
  // A pause ends to the minute; the card counts down.
  const now = useNow(translation.paused_until === null ? 30 : 1);
  const { state } = translation;
  const left = translation.paused_until === null ? 0 : (Date.parse(translation.paused_until) - now.getTime()) / 1000;
  const stopped = state === 'rejected' || state === 'disabled';
  return (
    <div className={stopped ? `${css.verdict} ${css.no}` : css.verdict} aria-live="polite">
      <p className={css.say}>{t(`templates.says_${state}`)}</p>
      {translation.paused_until !== null && (
        <p className={css.marked}>
          <Icon name="clock" small />
          {left > 0 ? t('templates.paused_until', { when: dateTime(translation.paused_until), left: span(left) }) : t('templates.pause_over')}
        </p>
      )}
      {translation.reason !== null && <p>{translation.reason}</p>}
      {translation.recommendation !== null && <p className={css.cure}>{translation.recommendation}</p>}
      {translation.quality !== null && translation.quality !== '' && (
        <p className={css.when}>{t('templates.quality', { quality: sayQuality(translation.quality, t) })}</p>
      )}
      <p className={css.when}>
        {t('templates.since', { when: dateTime(translation.state_at) })}
        {translation.version > 1 && <> · {t('templates.version_nth', { nth: translation.version })}</>}
      </p>
      <Edits translation={translation} relative={(iso) => relative(iso, now)} />
      <Acts template={template} translation={translation} />
    </div>
  );
}

function Edits({ translation, relative }: { readonly translation: Translation; readonly relative: (iso: string) => string }): ReactNode {
  const { t, dateTime } = useWords();
  const { edits, state } = translation;
  if (state !== 'approved') return null;
  if (edits.allowed) return edits.left === null ? null : <p className={css.when}>{t('editor.edits_left', { left: edits.left })}</p>;
  return (
    <p className={css.when}>
      {t('editor.locked_edits')} {edits.next_at === null ? '' : t('editor.locked_until', { when: dateTime(edits.next_at), relative: relative(edits.next_at) })}
    </p>
  );
}

function Acts({ template, translation }: Props): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const params = { id: template.id };
  const body = { language: translation.language };
  const { state } = translation;
  const after = { onError: (error: unknown) => tellProblem(error, t), onSettled: () => client.invalidateQueries({ queryKey: ['templates'] }) };
  const submit = useMutation({
    mutationFn: () => api.templates.submit({ params, body: translation.revision === null ? body : { ...body, content: translation.revision } }),
    ...after,
  });
  const discard = useMutation({ mutationFn: () => api.templates.revise({ params, body: { ...body, content: null } }), ...after });
  const unpause = useMutation({
    mutationFn: () => api.templates.unpause({ params, body }),
    onSuccess: () => tellDone(t('templates.unpause_asked')),
    ...after,
  });
  const appeal = useMutation({ mutationFn: () => api.templates.appeal({ params, body }), ...after });
  const locked = isLocked(translation) !== undefined;
  const main = state === 'rejected' || (state === 'paused' && translation.revision === null);
  return (
    <>
      {translation.revision !== null && <p className={css.cure}>{t('templates.has_revision')}</p>}
      <div className={css.acts}>
        {!locked && (
          <LinkButton
            to="/templates/$id/edit"
            params={params}
            search={{ language: translation.language }}
            leftSection={<Icon name="edit" small />}
            variant={main ? 'filled' : 'default'}
          >
            {t(state === 'rejected' ? 'templates.correct' : 'templates.change')}
          </LinkButton>
        )}
        {(state === 'draft' || (translation.revision !== null && !locked)) && (
          <Button variant="filled" loading={submit.isPending} onClick={() => submit.mutate()}>
            {t('templates.submit')}
          </Button>
        )}
        {translation.revision !== null && state !== 'draft' && (
          <Button variant="subtle" loading={discard.isPending} onClick={() => discard.mutate()}>
            {t('templates.discard_revision')}
          </Button>
        )}
        {state === 'paused' && translation.paused_until === null && (
          <Button loading={unpause.isPending} leftSection={<Icon name="play" small />} onClick={() => unpause.mutate()}>
            {t('templates.unpause')}
          </Button>
        )}
        {(state === 'rejected' || state === 'disabled') && (
          <Button loading={appeal.isPending} onClick={() => appeal.mutate()}>
            {t('templates.appeal')}
          </Button>
        )}
      </div>
      {appeal.data !== undefined && (
        <p role="status">
          {t('templates.appeal_where')}{' '}
          <a href={appeal.data.url} target="_blank" rel="noreferrer">
            {t('templates.appeal_open')}
          </a>
        </p>
      )}
    </>
  );
}
