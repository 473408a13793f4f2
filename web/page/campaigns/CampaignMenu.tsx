import { ActionIcon, Button, Group, Menu, Modal } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import type { Campaign } from '#core/contract/campaigns.ts';
import { api } from '#web/api/api.ts';
import { queries } from '#web/api/queries.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { forgetLocally } from './localDraft.ts';

type Props = {
  readonly campaign: Campaign;
  /** Shows the keys of the composer; only there. */
  readonly onKeys?: () => void;
  /** Whether one stands on the campaign's own page, which is gone when it is thrown away. */
  readonly isPage?: boolean;
};

/** What else can be done with a campaign: another one like it, and throwing a draft away. */
export function CampaignMenu({ campaign, onKeys, isPage = false }: Props): ReactNode {
  const { t } = useWords();
  const [asks, setAsks] = useState(false);
  const { clone, remove } = useCampaignActs(campaign, isPage);
  return (
    <>
      <Menu>
        <Menu.Target>
          <ActionIcon variant={isPage ? 'default' : 'subtle'} size={isPage ? 38 : 32} aria-label={t('compose.more', { name: campaign.name })}>
            <Icon name="dots" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Icon name="copy" small />} onClick={() => clone.mutate()}>
            {t('compose.clone')}
          </Menu.Item>
          {onKeys !== undefined && (
            <Menu.Item leftSection={<Icon name="key" small />} onClick={onKeys}>
              {t('compose.keys')}
            </Menu.Item>
          )}
          {campaign.state === 'draft' && (
            <Menu.Item c="var(--red)" leftSection={<Icon name="trash" small />} onClick={() => setAsks(true)}>
              {t('compose.remove')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Modal opened={asks} onClose={() => setAsks(false)} title={t('compose.remove_title')} closeButtonProps={{ 'aria-label': t('shell.close') }}>
        <p>{t('compose.remove_text', { name: campaign.name })}</p>
        <Group mt="lg" justify="flex-end">
          <Button onClick={() => setAsks(false)}>{t('shell.cancel')}</Button>
          <Button color="red" variant="filled" loading={remove.isPending} onClick={() => remove.mutate(undefined, { onSuccess: () => setAsks(false) })}>
            {t('compose.remove')}
          </Button>
        </Group>
      </Modal>
    </>
  );
}

/** Clones a campaign into a new draft and opens it; throws a draft away. */
export function useCampaignActs(campaign: Campaign, leaves: boolean) {
  const { t } = useWords();
  const client = useQueryClient();
  const navigate = useNavigate();
  const params = { params: { id: campaign.id } };
  const onError = (error: Error) => tellProblem(error, t);
  const clone = useMutation({
    mutationFn: () => api.campaigns.clone(params),
    onSuccess: (made) => {
      client.setQueryData(queries.campaigns.get({ params: { id: made.id } }).queryKey, made);
      void client.invalidateQueries({ queryKey: ['campaigns', 'list*'] });
      tellDone(t('compose.cloned', { name: campaign.name }));
      void navigate({ to: '/campaigns/$id', params: { id: made.id }, search: {} });
    },
    onError,
  });
  const remove = useMutation({
    mutationFn: () => api.campaigns.remove(params),
    onSuccess: async () => {
      forgetLocally(localStorage, campaign.id);
      if (leaves) await navigate({ to: '/campaigns', replace: true });
      client.removeQueries({ queryKey: queries.campaigns.get(params).queryKey });
      await client.invalidateQueries({ queryKey: ['campaigns', 'list*'] });
      tellDone(t('compose.removed', { name: campaign.name }));
    },
    onError,
  });
  return { clone, remove };
}
