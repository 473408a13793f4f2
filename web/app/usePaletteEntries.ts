import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRouterState } from '@tanstack/react-router';
import { queries } from '#web/api/queries.ts';
import { useWords } from '#web/ui/words/WordsProvider.tsx';
import { actsAt, fits, type PaletteEntry, places } from './palette.ts';

/** How many of a kind are shown. */
const shownMost = 6;
/** People are looked for at the server; other lists are short and are looked through here. */
const lettersLeast = 2;

/** What fits the typed words now: pages, then acts, then things by their names. `settled` is what the server is asked for. */
export function usePaletteEntries(typed: string, settled: string, phonesUrl: string | null): readonly PaletteEntry[] {
  const { t } = useWords();
  const things = useThings(settled);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const all: PaletteEntry[] = [...actsAt(path), ...places].map((place) => ({
    key: place.href,
    label: t(place.word),
    beside: '',
    icon: place.icon,
    group: place.group,
    href: place.href,
  }));
  if (phonesUrl !== null) all.push({ key: 'phones', label: t('shell.phones'), beside: t('shell.rehearsal'), icon: 'phone', group: 'pages', href: phonesUrl });
  const found = all.filter((entry) => fits(entry.label, typed));
  const inOrder = [...found.filter((entry) => entry.group === 'pages'), ...found.filter((entry) => entry.group === 'acts')];
  if (typed.length < lettersLeast) return inOrder;
  return [...inOrder, ...things.flatMap((kind) => kind.filter((entry) => entry.group === 'people' || fits(entry.label, typed)).slice(0, shownMost))];
}

/** People that the server found, and every campaign, template and segment; one list for each kind. */
function useThings(settled: string): readonly (readonly PaletteEntry[])[] {
  const { phone } = useWords();
  const asks = settled.length >= lettersLeast;
  const people = useQuery({ ...queries.contacts.list({ query: { search: settled, limit: shownMost } }), enabled: asks, placeholderData: keepPreviousData });
  const campaigns = useQuery(queries.campaigns.list({ query: { limit: 200 } }));
  const templates = useQuery(queries.templates.list({ query: { limit: 200 } }));
  const segments = useQuery(queries.segments.list({ query: { limit: 200 } }));
  return [
    asks
      ? (people.data?.items ?? []).map((person) => ({
          key: person.id,
          label: person.name === '' ? (person.phone ?? '') : person.name,
          beside: person.phone === null ? '' : phone(person.phone),
          icon: 'people',
          group: 'people',
          href: `/contacts/${person.id}`,
        }))
      : [],
    (campaigns.data?.items ?? []).map((campaign) => ({
      key: campaign.id,
      label: campaign.name,
      beside: '',
      icon: 'send',
      group: 'campaigns',
      href: campaign.state === 'launched' ? `/campaigns/${campaign.id}/report` : `/campaigns/${campaign.id}`,
    })),
    (templates.data?.items ?? []).map((template) => ({
      key: template.id,
      label: template.name,
      beside: '',
      icon: 'message',
      group: 'templates',
      href: `/templates/${template.id}`,
    })),
    (segments.data?.items ?? []).map((segment) => ({
      key: segment.id,
      label: segment.name,
      beside: '',
      icon: 'funnel',
      group: 'segments',
      href: `/segments/${segment.id}`,
    })),
  ];
}
