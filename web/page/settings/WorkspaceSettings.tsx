import { Button, Select, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useMemo, useState } from 'react';
import type { Workspace } from '#core/contract/settings.ts';
import { api } from '#web/api/api.ts';
import { faultAt } from '#web/api/problem.ts';
import { queries } from '#web/api/queries.ts';
import { Asked } from '#web/part/Asked.tsx';
import { sayProblem } from '#web/part/problem.ts';
import { tellDone } from '#web/part/tell.ts';
import { countryCodes } from '#web/ui/countries.ts';
import form from '#web/ui/Form.module.css';
import { Pairs } from '#web/ui/Pairs.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ResendSetting } from './ResendSetting.tsx';
import { SettingsPart } from './SettingsPart.tsx';
import { TeamPhones } from './TeamPhones.tsx';
import { WelcomeBar } from './WelcomeBar.tsx';
import css from './WorkspaceSettings.module.css';

/** What everybody in the workspace shares. */
export function WorkspaceSettings(): ReactNode {
  const { t } = useWords();
  const me = useQuery(queries.settings.me());
  return (
    <SettingsPart title={t('settings.workspace')} lead={t('settings.workspace_lead')}>
      <Asked of={me}>
        {({ workspace }) => (
          <>
            <WorkspaceForm key={workspace.id} workspace={workspace} />
            <TeamPhones key={`${workspace.id} phones`} workspace={workspace} />
            <ResendSetting key={`${workspace.id} resend`} workspace={workspace} />
            <WelcomeBar key={`${workspace.id} bar`} workspace={workspace} />
          </>
        )}
      </Asked>
    </SettingsPart>
  );
}

function WorkspaceForm(props: { readonly workspace: Workspace }): ReactNode {
  const { t, country } = useWords();
  const client = useQueryClient();
  const { workspace } = props;
  const [name, setName] = useState(workspace.name);
  const [home, setHome] = useState(workspace.default_country);
  const [timezone, setTimezone] = useState(workspace.timezone);
  const countries = useMemo(
    () => countryCodes.map((code) => ({ value: code, label: country(code) })).toSorted((a, b) => a.label.localeCompare(b.label)),
    [country],
  );
  const zones = useMemo(() => [...new Set([workspace.timezone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].toSorted(), [workspace.timezone]);
  const changed = name !== workspace.name || home !== workspace.default_country || timezone !== workspace.timezone;
  const saving = useMutation({
    mutationFn: () => api.settings.update({ body: { name, default_country: home, timezone } }),
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: ['settings'] });
      tellDone(t('shell.saved'));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    saving.mutate();
  };

  return (
    <>
      <form className={form.form} onSubmit={submit}>
        <TextInput
          label={t('settings.name')}
          required
          withAsterisk={false}
          maxLength={120}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          error={faultAt(saving.error, '/name')}
        />
        <Select
          label={t('settings.default_country')}
          description={t('settings.default_country_about')}
          searchable
          allowDeselect={false}
          value={home}
          onChange={(code) => setHome(code ?? home)}
          data={countries}
          error={faultAt(saving.error, '/default_country')}
        />
        <Select
          label={t('settings.timezone')}
          description={t('settings.timezone_about')}
          searchable
          allowDeselect={false}
          limit={100}
          value={timezone}
          onChange={(zone) => setTimezone(zone ?? timezone)}
          data={zones}
          error={faultAt(saving.error, '/timezone')}
        />
        {saving.error === null ? null : (
          <p className={form.wrong} role="alert">
            {sayProblem(saving.error, t)}
          </p>
        )}
        <div className={form.acts}>
          <Button type="submit" variant="filled" disabled={!changed} loading={saving.isPending}>
            {t('settings.save')}
          </Button>
        </div>
      </form>
      <div className={css.fixed}>
        <Pairs
          rows={[
            { name: t('settings.mode'), value: t(`settings.mode_${workspace.mode}`) },
            { name: t('settings.currency'), value: workspace.currency },
          ]}
        />
      </div>
    </>
  );
}
