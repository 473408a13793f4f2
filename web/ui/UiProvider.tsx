import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import './base.css';
import { cssVariables, theme } from './theme.ts';

/** Keeps the reader's choice of light or dark in the browser. */
const schemes = localStorageColorSchemeManager({ key: 'parley-scheme' });

/** Theme, fonts, tokens and the place where short tidings appear. Both the dashboard and the wall stand in it. */
export function UiProvider(props: { readonly children: ReactNode }): ReactNode {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} colorSchemeManager={schemes} defaultColorScheme="auto" deduplicateInlineStyles>
      {props.children}
      <Notifications position="bottom-right" autoClose={5000} />
    </MantineProvider>
  );
}
