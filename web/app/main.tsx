import '#web/ui/jitless.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { UiProvider } from '#web/ui/UiProvider.tsx';
import { chooseLanguage, languageKey } from '#web/ui/words/languages.ts';
import { loadWords, WordsProvider } from '#web/ui/words/WordsProvider.tsx';
import { queryClient } from './client.ts';
import { router } from './router.ts';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');

const language = chooseLanguage(localStorage.getItem(languageKey), navigator.languages);
const words = await loadWords(language);

createRoot(root).render(
  <StrictMode>
    <UiProvider>
      <WordsProvider initial={{ language, words }}>
        <QueryClientProvider client={queryClient}>
          <RouterProvider router={router} />
        </QueryClientProvider>
      </WordsProvider>
    </UiProvider>
  </StrictMode>,
);
