import { Button, Menu } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Template } from '#core/contract/templates.ts';
import { api } from '#web/api/api.ts';
import { tellDone, tellProblem } from '#web/part/tell.ts';
import { Icon } from '#web/ui/Icon.tsx';
import { LinkButton } from '#web/ui/LinkButton.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { RemoveTemplate } from './RemoveTemplate.tsx';
import { useAccounts } from './useAccounts.ts';

/** What can be done with a whole template: change it, add a language, copy it to another account, lay it aside, delete it. */
export function TemplateActs({ template }: { readonly template: Template }): ReactNode {
  const { t } = useWords();
  const client = useQueryClient();
  const [removing, sheet] = useDisclosure(false);
  const params = { id: template.id };
  const rests = template.translations.length > 0 && template.translations.every((each) => each.state === 'archived');
  const archivable = template.translations.some((each) => each.state === 'approved' || each.state === 'paused' || each.state === 'rejected');
  const taken = new Set([template.account.id, ...template.copies.map((copy) => copy.account.id)]);
  const accounts = useAccounts().filter((account) => !taken.has(account.id));
  const over = { onSettled: () => client.invalidateQueries({ queryKey: ['templates'] }), onError: (error: unknown) => tellProblem(error, t) };
  const archive = useMutation({
    mutationFn: () => (rests ? api.templates.unarchive({ params }) : api.templates.archive({ params })),
    onSuccess: () => tellDone(t(rests ? 'templates.unarchived' : 'templates.archived', { name: template.name })),
    ...over,
  });
  const copy = useMutation({
    mutationFn: (account: { readonly id: string; readonly name: string }) => api.templates.copy({ params, body: { account: account.id } }),
    onSuccess: (_made, account) => tellDone(t('templates.copied_to', { account: account.name })),
    ...over,
  });
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button loading={archive.isPending || copy.isPending} rightSection={<Icon name="down" small />}>
            {t('templates.more_acts')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {accounts.map((account) => (
            <Menu.Item key={account.id} leftSection={<Icon name="copy" small />} onClick={() => copy.mutate(account)}>
              {t('templates.copy_to', { account: account.name })}
            </Menu.Item>
          ))}
          {(rests || archivable) && (
            <Menu.Item leftSection={<Icon name={rests ? 'undo' : 'inbox'} small />} onClick={() => archive.mutate()}>
              {t(rests ? 'templates.unarchive' : 'templates.archive')}
            </Menu.Item>
          )}
          <Menu.Item c="var(--red)" leftSection={<Icon name="trash" small />} onClick={sheet.open}>
            {t('templates.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <RemoveTemplate template={template} opened={removing} onClose={sheet.close} />
      {!rests && (
        <LinkButton to="/templates/$id/edit" params={params} search={{ add: true }} leftSection={<Icon name="globe" small />}>
          {t('templates.add_language')}
        </LinkButton>
      )}
    </>
  );
}
