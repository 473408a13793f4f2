import '#web/ui/jitless.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { UiProvider } from '#web/ui/UiProvider.tsx';
import { chooseLanguage, languageKey } from '#web/ui/words/languages.ts';
import { loadWords, WordsProvider } from '#web/ui/words/WordsProvider.tsx';
import { ControlError } from './control.ts';
import { Wall } from './Wall.tsx';

/** An emulator that is starting is asked again; one that said no is not. */
const retriesMost = 2;

const root = document.getElementById('root');
if (root === null) throw new Error('wall.html has no #root');

const language = chooseLanguage(localStorage.getItem(languageKey), navigator.languages);
const words = await loadWords(language);
const queryClient = new QueryClient({
  defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY, retry: (times, error) => times < retriesMost && !(error instanceof ControlError) } },
});

createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <WordsProvider initial={{ language, words }}>
        <QueryClientProvider client={queryClient}>
          <Wall />
        </QueryClientProvider>
      </WordsProvider>
    </UiProvider>
  </StrictMode>,
);
