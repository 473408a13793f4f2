/** What a component of a form must and may have. `visible` and `type` every one may. */
export type ComponentLaw = { needs: readonly string[]; may: readonly string[]; isInput: boolean };

const input = (needs: string, may: string): ComponentLaw => ({
  needs: ['name', ...words(needs)],
  may: words(`${may} enabled init-value error-message`),
  isInput: true,
});
const plain = (needs: string, may = ''): ComponentLaw => ({ needs: words(needs), may: words(may), isInput: false });

function words(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}

const chosen = 'required description on-select-action on-unselect-action';
const captions = 'font-weight strikethrough markdown';

/** Components of Flow JSON. Meta, "Flow JSON: components", read 2026-11-22, in the union of versions 2.1 to 7.3. */
export const componentLaws: Readonly<Record<string, ComponentLaw>> = {
  TextHeading: plain('text'),
  TextSubheading: plain('text'),
  TextBody: plain('text', captions),
  TextCaption: plain('text', captions),
  RichText: plain('text'),
  TextInput: input('label', 'input-type pattern required min-chars max-chars helper-text label-variant'),
  TextArea: input('label', 'required max-length helper-text label-variant'),
  CheckboxGroup: input('data-source', `${chosen} label min-selected-items max-selected-items media-size`),
  RadioButtonsGroup: input('data-source', `${chosen} label media-size`),
  Dropdown: input('label data-source', chosen),
  ChipsSelector: input('label data-source', `${chosen} min-selected-items max-selected-items`),
  OptIn: input('label', 'required on-click-action on-select-action on-unselect-action'),
  DatePicker: input('label', 'required min-date max-date unavailable-dates helper-text on-select-action'),
  CalendarPicker: input(
    'label',
    'required title description mode min-date max-date unavailable-dates include-days min-days max-days helper-text on-select-action',
  ),
  PhotoPicker: input('label', 'required description photo-source max-file-size-kb min-uploaded-photos max-uploaded-photos'),
  DocumentPicker: input('label', 'required description max-file-size-kb allowed-mime-types min-uploaded-documents max-uploaded-documents'),
  Footer: plain('label on-click-action', 'left-caption center-caption right-caption enabled'),
  EmbeddedLink: plain('text on-click-action'),
  NavigationList: plain('name list-items', 'label description media-size on-click-action'),
  Image: plain('src', 'width height scale-type aspect-ratio alt-text'),
  ImageCarousel: plain('images', 'aspect-ratio scale-type'),
  Form: plain('name children', 'init-values error-messages'),
  If: plain('condition then', 'else'),
  Switch: plain('value cases'),
};

/** Actions of buttons and choices. Meta, "Flow JSON: actions", read 2026-11-22. */
export const actionNames: ReadonlySet<string> = new Set(['navigate', 'complete', 'data_exchange', 'open_url', 'update_data']);

/** Properties that hold an action. */
export const actionProperties = ['on-click-action', 'on-select-action', 'on-unselect-action'] as const;

/** A screen may have this many components. Meta, "Flow JSON", read 2026-11-22. */
export const componentsLimit = 50;
