import { Button, CopyButton, Drawer } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { MessageReport } from '#core/rehearsal/rehearsal.ts';
import { Chip } from '#web/ui/Chip.tsx';
import { FailedFace, LoadingLines } from '#web/ui/Faces.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from '../control.ts';
import { useWorld } from '../useWall.ts';
import { curlOf, envelopeOf } from './curl.ts';
import css from './Inspect.module.css';
import { Json } from './Json.tsx';

/** A drawer with everything that is known of one bubble: its wire, its states, and how to say it again. */
export function Inspector({ id, name, onClose }: { readonly id: string | null; readonly name: string; readonly onClose: () => void }): ReactNode {
  const { t } = useWords();
  return (
    <Drawer opened={id !== null} onClose={onClose} position="right" size="lg" title={t('inspect.title')} closeButtonProps={{ 'aria-label': t('wall.close') }}>
      {id === null ? null : <Inspected id={id} name={name} />}
    </Drawer>
  );
}

function Inspected({ id, name }: { id: string; name: string }): ReactNode {
  const { t } = useWords();
  const message = useQuery({ queryKey: ['message', id], queryFn: () => control.message(id) });
  const world = useWorld();
  if (message.isPending) return <LoadingLines lines={8} />;
  if (message.isError) return <FailedFace title={t('inspect.failed')} text={message.error.message} again={() => void message.refetch()} />;
  const report = message.data;
  const curl = curlOf(report, world.data, name);
  const wire = report.direction === 'to_person' ? report.wire : envelopeOf(report, world.data, name);
  return (
    <div className={css.inspected}>
      <p className={css.facts}>
        <Chip tone={report.state === 'failed' || report.state === 'dropped' ? 'stopped' : report.state === 'held' ? 'look' : 'on'}>
          {t(`inspect.state_${report.state}`)}
        </Chip>
        <Chip>{report.type}</Chip>
        {report.category === null ? null : <Chip>{t(`inspect.category_${report.category}`)}</Chip>}
        {report.template === null ? null : <code>{report.template}</code>}
      </p>
      <States report={report} />
      <div className={css.wireHead}>
        <h3>{t(report.direction === 'to_person' ? 'inspect.posted' : 'inspect.webhook')}</h3>
        <Copied text={JSON.stringify(wire, null, 2)} label={t('inspect.copyJson')} />
        <Copied text={curl} label={t('inspect.copyCurl')} />
      </div>
      <Json value={wire} label={t('inspect.wire')} />
      <details>
        <summary>{t('inspect.asCurl')}</summary>
        <pre className={css.json} dir="ltr">
          {curl}
        </pre>
        <p className={css.help}>{t(report.direction === 'to_person' ? 'inspect.curlOut' : 'inspect.curlIn')}</p>
      </details>
    </div>
  );
}

function States({ report }: { report: MessageReport }): ReactNode {
  const { t, locale, number } = useWords();
  const exact = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'UTC' });
  const at = (time: string | null) => (time === null ? null : `${exact.format(new Date(time))} UTC`);
  const out = report.direction === 'to_person';
  const rows: readonly (readonly [string, string | null])[] = [
    [t(out ? 'inspect.accepted' : 'inspect.written'), at(report.at)],
    [t('inspect.sent'), at(report.sent_at)],
    [t('inspect.delivered'), at(report.delivered_at)],
    [t('inspect.read'), at(report.read_at)],
    [t('inspect.failedAt'), report.failed_at === null ? null : `${at(report.failed_at) ?? ''}${report.error === null ? '' : ` (${report.error})`}`],
    [t('inspect.n'), t(out ? 'inspect.nOut' : 'inspect.nIn', { n: report.n })],
    [t('inspect.key'), report.key],
    ['wamid', report.id],
  ];
  return (
    <dl className={css.states} aria-label={t('inspect.states', { n: number(report.n) })}>
      {rows.map(([name, value]) =>
        value === null ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Copied({ text, label }: { text: string; label: string }): ReactNode {
  const { t } = useWords();
  return (
    <CopyButton value={text}>
      {({ copied, copy }) => (
        <Button size="xs" variant="default" leftSection={<Icon name={copied ? 'check' : 'copy'} small />} onClick={copy}>
          {copied ? t('wall.copied') : label}
        </Button>
      )}
    </CopyButton>
  );
}
