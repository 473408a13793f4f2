import { Button, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type ReactNode, useDeferredValue, useEffect, useState } from 'react';
import { Band } from '#web/ui/Band.tsx';
import { Chip } from '#web/ui/Chip.tsx';
import { Icon } from '#web/ui/Icon.tsx';
import { Logo } from '#web/ui/Logo.tsx';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { control } from './control.ts';
import { Dials } from './Dials.tsx';
import { HeldPhone } from './HeldPhone.tsx';
import { SmallPhone } from './SmallPhone.tsx';
import { useHeldPhone, useWallLive } from './useWall.ts';
import css from './Wall.module.css';

/** Two rows on a wide screen; more of them wait behind a button, so that the dials stay in sight. */
const fewPhones = 10;

/** The people of the rehearsal: small phones to look at, and the one that is held. */
export function Wall(): ReactNode {
  const { t } = useWords();
  const connected = useWallLive();
  const [held, hold] = useHeldPhone();
  const [search, setSearch] = useState('');
  const [all, setAll] = useState(false);
  const wanted = useDeferredValue(search.trim());
  const world = useQuery({ queryKey: ['world'], queryFn: control.world });
  const phones = useQuery({ queryKey: ['phones', wanted], queryFn: () => control.phones(wanted), placeholderData: keepPreviousData });

  useEffect(() => {
    document.title = `${t('wall.title')} · Parley`;
  }, [t]);

  return (
    <>
      <Band>{!connected && world.isError ? <span>{t('wall.away')}</span> : null}</Band>
      <main className={css.wall} data-held={held !== null}>
        <section className={css.people} aria-label={t('wall.title')}>
          <div className={css.head}>
            <Logo />
            <h1>{t('wall.title')}</h1>
            <Chip tone="look">{t('shell.rehearsal')}</Chip>
          </div>
          <p className={css.lead}>{t('wall.lead', { people: world.data?.people ?? 0 })}</p>
          <TextInput
            className={css.search}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
            placeholder={t('wall.search')}
            aria-label={t('wall.search')}
            leftSection={<Icon name="find" small />}
          />
          <Phones failed={phones.isError} loading={phones.isPending} searched={wanted !== ''} few={!all && wanted === ''} onAll={() => setAll(true)}>
            {phones.data?.phones.map((phone) => (
              <SmallPhone
                key={phone.wa_id}
                phone={phone}
                now={world.data?.now ?? ''}
                business={world.data?.numbers[0]?.verified_name ?? ''}
                held={phone.wa_id === held}
                onHold={() => hold(phone.wa_id)}
              />
            ))}
          </Phones>
          {world.data ? <Dials settings={world.data.settings} webhooks={world.data.webhooks} /> : null}
        </section>
        <aside className={css.hand} aria-label={t('wall.hand')}>
          {held === null ? <p className={css.hint}>{t('wall.hint')}</p> : <HeldPhone key={held} waId={held} world={world.data} onPutBack={() => hold(null)} />}
        </aside>
      </main>
    </>
  );
}

function Phones(props: { failed: boolean; loading: boolean; searched: boolean; few: boolean; onAll: () => void; children: ReactNode }): ReactNode {
  const { t } = useWords();
  const many = Array.isArray(props.children) ? props.children.length : 0;
  if (props.failed) return <p className={css.face}>{t('wall.failed')}</p>;
  if (props.loading) {
    return (
      <div className={css.grid} aria-busy="true" aria-label={t('wall.loading')}>
        {Array.from({ length: 8 }, (_, place) => (
          <div key={place} className={css.skeleton} />
        ))}
      </div>
    );
  }
  if (many === 0) return <p className={css.face}>{props.searched ? t('wall.nobodyFound') : t('wall.nobody')}</p>;
  return (
    <>
      <div className={css.grid} data-few={props.few}>
        {props.children}
      </div>
      {props.few && many > fewPhones ? (
        <Button className={css.more ?? ''} variant="default" size="xs" onClick={props.onAll}>
          {t('wall.more')}
        </Button>
      ) : null}
    </>
  );
}
