import { Checkbox, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { CampaignChoices } from '#core/contract/campaigns.ts';
import { queries } from '#web/api/queries.ts';
import { approvedLanguages } from './freeBodies.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';

/** Which of the bodies, and in which language. */
export function TestBody(props: {
  readonly choices: CampaignChoices;
  readonly language: string;
  readonly free: boolean;
  readonly onLanguage: (language: string) => void;
  readonly onFree: (free: boolean) => void;
}): ReactNode {
  const { t, languageName } = useWords();
  const { choices } = props;
  const template = useQuery({ ...queries.templates.get({ params: { id: choices.template ?? '' } }), enabled: choices.template !== null }).data;
  const approved = approvedLanguages(template);
  const languages = props.free ? Object.keys(choices.free ?? {}) : approved;
  return (
    <>
      {approved.length > 1 && (
        <Select
          label={t('compose.test_language')}
          allowDeselect={false}
          value={languages.includes(props.language) ? props.language : ''}
          data={[{ value: '', label: t('compose.test_their_language') }, ...languages.map((each) => ({ value: each, label: languageName(each) }))]}
          onChange={(value) => props.onLanguage(value ?? '')}
        />
      )}
      {choices.free !== null && (
        <Checkbox
          label={t('compose.test_free')}
          description={t('compose.test_free_about')}
          checked={props.free}
          onChange={(event) => props.onFree(event.currentTarget.checked)}
        />
      )}
    </>
  );
}
