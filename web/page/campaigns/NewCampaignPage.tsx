import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { sayProblem } from '#web/part/problem.ts';
import { defaultSources } from '#web/part/sources.ts';
import { Page } from '#web/ui/Page.tsx';
import form from '#web/ui/Form.module.css';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { canaryFor } from './pace.ts';
import { approvedVariables } from './WhatPart.tsx';

/** Names a campaign; from then on it is a draft that saves itself. It may begin with a segment or a template from the address. */
export function NewCampaignPage(): ReactNode {
  const { t } = useWords();
  const search = useSearch({ from: '/inside/campaigns/new' });
  const navigate = useNavigate();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const field = useRef<HTMLInputElement>(null);
  // The page has one question; who opens it by keyboard begins there.
  useEffect(() => field.current?.focus(), []);
  const start = useMutation({
    mutationFn: async () => {
      const template = search.template === undefined ? undefined : await client.fetchQuery(queries.templates.get({ params: { id: search.template } }));
      const fields = template === undefined ? [] : (await client.fetchQuery(queries.contacts.fields())).items;
      const choices = {
        ...(search.segment === undefined ? {} : { segments: [search.segment] }),
        ...(template === undefined
          ? {}
          : {
              template: template.id,
              variables: defaultSources(approvedVariables(template), fields, {}),
              ...canaryFor({ template: null, canary: null }, template.category),
            }),
      };
      return api.campaigns.create({ body: { name: name.trim(), choices } });
    },
    onSuccess: (campaign) => {
      client.setQueryData(queries.campaigns.get({ params: { id: campaign.id } }).queryKey, campaign);
      void navigate({ to: '/campaigns/$id', params: { id: campaign.id }, search: {}, replace: true });
    },
  });

  return (
    <Page title={t('campaigns.new')} trail={<Link to="/campaigns">{t('campaigns.title')}</Link>} lead={t('campaigns.new_lead')}>
      <form
        className={form.form}
        onSubmit={(event) => {
          event.preventDefault();
          start.mutate();
        }}
      >
        <TextInput
          label={t('campaigns.name')}
          description={t('campaigns.name_about')}
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
          ref={field}
          error={start.error === null ? undefined : sayProblem(start.error, t)}
        />
        <div className={form.acts}>
          <Button type="submit" variant="filled" disabled={name.trim() === ''} loading={start.isPending}>
            {t('campaigns.begin')}
          </Button>
        </div>
      </form>
    </Page>
  );
}
