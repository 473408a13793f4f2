import { Button, createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** Verdigris from softest to deepest. Mantine asks for ten; what is seen comes from the tokens below. */
const verdigris: MantineColorsTuple = ['#eef6f4', '#dcebe7', '#b9d9d3', '#8fc2bb', '#63a9a4', '#3f8f8f', '#1f7679', '#0d6569', '#0a5659', '#084a4e'];

const tokens = {
  '--mantine-color-body': 'var(--paper)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-bright': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--muted)',
  '--mantine-color-placeholder': 'var(--muted)',
  '--mantine-color-anchor': 'var(--accent)',
  '--mantine-color-default': 'var(--sheet)',
  '--mantine-color-default-hover': 'var(--sunk)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-firm)',
  '--mantine-color-error': 'var(--red)',
  '--mantine-color-disabled': 'var(--sunk)',
  '--mantine-color-disabled-color': 'var(--muted)',
  '--mantine-color-disabled-border': 'var(--line)',
  '--mantine-color-verdigris-filled': 'var(--accent-fill)',
  '--mantine-color-verdigris-filled-hover': 'var(--accent-deep)',
  '--mantine-color-verdigris-light': 'var(--accent-soft)',
  '--mantine-color-verdigris-light-hover': 'var(--accent-soft)',
  '--mantine-color-verdigris-light-color': 'var(--accent)',
  '--mantine-color-verdigris-outline': 'var(--accent)',
  '--mantine-color-verdigris-text': 'var(--accent)',
  '--mantine-primary-color-filled': 'var(--accent-fill)',
  '--mantine-primary-color-filled-hover': 'var(--accent-deep)',
  '--mantine-primary-color-light': 'var(--accent-soft)',
  '--mantine-primary-color-light-hover': 'var(--accent-soft)',
  '--mantine-primary-color-light-color': 'var(--accent)',
  '--mantine-primary-color-contrast': 'var(--on-accent)',
  '--mantine-color-red-filled': 'var(--red)',
  '--mantine-color-red-filled-hover': 'var(--red-mark)',
  '--mantine-color-red-light': 'var(--red-soft)',
  '--mantine-color-red-light-hover': 'var(--red-soft)',
  '--mantine-color-red-light-color': 'var(--red)',
  '--mantine-color-red-outline': 'var(--red)',
  '--mantine-color-red-text': 'var(--red)',
  '--mantine-shadow-sm': 'var(--shadow-1)',
  '--mantine-shadow-md': 'var(--shadow-2)',
  '--mantine-shadow-lg': 'var(--shadow-2)',
  '--mantine-shadow-xl': 'var(--shadow-2)',
};

/** Puts our tokens under Mantine's names, so that a Mantine part looks like ours in both themes. */
export const cssVariables: CSSVariablesResolver = () => ({ variables: {}, light: { ...tokens, ...light }, dark: { ...tokens, ...dark } });

const light = {
  '--mantine-color-gray-0': 'var(--sunk)',
  '--mantine-color-gray-1': 'var(--sunk)',
  '--mantine-color-gray-2': 'var(--line)',
  '--mantine-color-gray-3': 'var(--line)',
  '--mantine-color-gray-4': 'var(--line-firm)',
  '--mantine-color-gray-5': 'var(--muted)',
  '--mantine-color-gray-6': 'var(--muted)',
  '--mantine-color-gray-7': 'var(--ink-2)',
};

const dark = {
  '--mantine-color-dark-0': 'var(--ink)',
  '--mantine-color-dark-1': 'var(--ink-2)',
  '--mantine-color-dark-2': 'var(--muted)',
  '--mantine-color-dark-3': 'var(--line-firm)',
  '--mantine-color-dark-4': 'var(--line)',
  '--mantine-color-dark-5': 'var(--lift)',
  '--mantine-color-dark-6': 'var(--lift)',
  '--mantine-color-dark-7': 'var(--sheet)',
  '--mantine-color-dark-8': 'var(--sunk)',
  '--mantine-color-dark-9': 'var(--sunk)',
};

const field = { size: 'sm', radius: 8 };
/** Chosen things stand in the middle of their field. */
const pills = { pillsList: { minHeight: 'calc(2.375rem - 2px)', alignItems: 'center' }, input: { paddingBlock: 0 } };
const menu = { radius: 12, shadow: 'md' };

/** White buttons have a hairline; on a filled one the words stand in the token made for it, in both themes. */
function buttonColours(variant: string | undefined, color: string | undefined): Record<string, string> {
  if (variant === 'filled') return { '--button-color': color === 'red' ? 'var(--paper)' : 'var(--on-accent)' };
  return variant === 'default' ? { '--button-bd': '1px solid var(--line)' } : {};
}

/** Mantine in Parley's hand: 38 px controls, our type, our corners, the tokens' colours. */
export const theme = createTheme({
  primaryColor: 'verdigris',
  primaryShade: { light: 7, dark: 4 },
  colors: { verdigris },
  black: '#18211e',
  white: '#fffdf9',
  autoContrast: false,
  fontFamily: 'var(--font-text)',
  fontFamilyMonospace: 'var(--font-code)',
  headings: { fontFamily: 'var(--font-text)', fontWeight: '600' },
  defaultRadius: 8,
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  fontSizes: { xs: '0.75rem', sm: '0.875rem', md: '0.9375rem', lg: '1.0625rem', xl: '1.5rem' },
  components: {
    Button: Button.extend({
      defaultProps: { variant: 'default', size: 'sm' },
      vars: (_theme, props) => ({ root: { '--button-height': props.size === 'xs' ? '2rem' : '2.375rem', ...buttonColours(props.variant, props.color) } }),
      styles: { label: { fontWeight: 500 } },
    }),
    ActionIcon: {
      defaultProps: { variant: 'subtle', color: 'gray', size: 32 },
      vars: (_theme: unknown, props: { variant?: string }) => ({ root: props.variant === 'default' ? { '--ai-bd': '1px solid var(--line)' } : {} }),
    },
    TextInput: { defaultProps: field },
    PasswordInput: { defaultProps: field },
    NumberInput: { defaultProps: field },
    Textarea: { defaultProps: { ...field, autosize: true, minRows: 2 } },
    Select: { defaultProps: { ...field, checkIconPosition: 'right', comboboxProps: menu } },
    MultiSelect: { defaultProps: { ...field, comboboxProps: menu }, styles: pills },
    TagsInput: { defaultProps: { ...field, comboboxProps: menu }, styles: pills },
    Switch: { defaultProps: { withThumbIndicator: false } },
    Autocomplete: { defaultProps: { ...field, comboboxProps: menu } },
    Input: { vars: () => ({ wrapper: { '--input-bd': 'var(--line-firm)', '--input-bg': 'var(--lift)', '--input-height-sm': '2.375rem' } }) },
    InputWrapper: {
      styles: {
        label: { fontWeight: 500, marginBlockEnd: 4 },
        description: { color: 'var(--muted)', fontSize: 'var(--text-sm)' },
        error: { color: 'var(--red)', fontSize: 'var(--text-sm)' },
      },
    },
    // A menu holds items and nothing else, for a screen reader too: the focus begins on the first of them.
    Menu: { defaultProps: { ...menu, position: 'bottom-end', withInitialFocusPlaceholder: false } },
    Popover: { defaultProps: menu },
    Modal: {
      defaultProps: { radius: 18, centered: true, padding: 'xl', overlayProps: { backgroundOpacity: 0.35 } },
      styles: { content: { background: 'var(--sheet)' }, header: { background: 'var(--sheet)' }, title: { font: '500 1.5rem/1.2 var(--font-title)' } },
    },
    Drawer: { styles: { content: { background: 'var(--sheet)' }, header: { background: 'var(--sheet)' } } },
    SegmentedControl: { styles: { root: { backgroundColor: 'var(--sunk)' }, indicator: { backgroundColor: 'var(--lift)', boxShadow: 'var(--shadow-1)' } } },
    Tooltip: { defaultProps: { withArrow: true, openDelay: 300 } },
    Skeleton: { defaultProps: { animate: true } },
  },
});
