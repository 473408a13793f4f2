import { Dropzone, type FileRejection } from '@mantine/dropzone';
import '@mantine/dropzone/styles.layer.css';
import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { type ReactNode, useRef, useState } from 'react';
import { api } from '#web/api/api.ts';
import { sayProblem } from '#web/part/problem.ts';
import form from '#web/ui/Form.module.css';
import { Icon } from '#web/ui/Icon.tsx';
import { Page } from '#web/ui/Page.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { ImportSteps } from './ImportSteps.tsx';
import css from './NewImportPage.module.css';

/** The server takes no upload of more than 100 MiB (server/platform/http/options.ts). */
const bytesMost = 100_000_000;

/** The first step: a file is dropped. It goes up at once and is read; nothing is changed by that. */
export function NewImportPage(): ReactNode {
  const { t, bytes } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const open = useRef<() => void>(null);
  const [refused, setRefused] = useState<string>();
  const sending = useMutation({
    mutationFn: (file: File) => api.imports.create({ file }),
    onSuccess: async (created) => {
      void client.invalidateQueries({ queryKey: ['imports'] });
      await navigate({ to: '/imports/$id', params: { id: created.id } });
    },
  });
  const size = bytes(bytesMost);
  const take = (files: readonly File[]) => {
    const [file] = files;
    if (file === undefined) return;
    const isWorkbook = /\.(xlsx?|ods|numbers)$/i.test(file.name);
    setRefused(isWorkbook ? t('imports.drop_excel') : undefined);
    if (!isWorkbook) sending.mutate(file);
  };
  const refuse = (rejections: readonly FileRejection[]) => {
    if (rejections.length > 0) setRefused(t('imports.drop_wrong', { size }));
  };
  const problem = refused ?? (sending.error === null ? undefined : sayProblem(sending.error, t));

  return (
    <Page title={t('imports.new_title')} trail={<Link to="/imports">{t('imports.title')}</Link>} lead={t('imports.new_lead')}>
      <ImportSteps at="file" />
      <Dropzone
        openRef={open}
        activateOnClick={false}
        multiple={false}
        maxSize={bytesMost}
        loading={sending.isPending}
        onDrop={take}
        onReject={refuse}
        className={css.drop}
        inputProps={{ 'aria-label': t('imports.drop') }}
      >
        <div className={css.inside}>
          <Icon name="upload" className={css.sign} />
          <h2>{sending.isPending ? t('imports.uploading', { name: sending.variables.name }) : t('imports.drop')}</h2>
          <p>{t('imports.drop_about', { size })}</p>
          <Button variant="filled" className={css.choose} onClick={() => open.current?.()}>
            {t('imports.drop_choose')}
          </Button>
        </div>
      </Dropzone>
      {problem === undefined ? null : (
        <p className={form.wrong} role="alert">
          {problem}
        </p>
      )}
    </Page>
  );
}
