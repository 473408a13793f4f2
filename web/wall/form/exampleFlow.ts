/** A form of two screens with every part a phone draws, for the tests and pictures of the wall. */
export const exampleFlow = {
  version: '7.1',
  screens: [
    {
      id: 'PLACE',
      title: 'Dégustation',
      data: { first_name: { type: 'string', __example__: 'Inès' } },
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextHeading', text: "`'Bonjour ' ${data.first_name}`" },
          { type: 'TextSubheading', text: 'Samedi 28 novembre, dix heures' },
          { type: 'RichText', text: ['Nous ouvrons **trois cafés**, *moulus devant vous* :', '- Guji', '- N° 4', '- ~~Le fond de tasse~~'] },
          {
            type: 'TextInput',
            label: 'Votre nom',
            name: 'name',
            required: true,
            'input-type': 'text',
            'min-chars': 2,
            'max-chars': 40,
            'init-value': '${data.first_name}',
            'helper-text': 'Comme sur l’invitation',
          },
          { type: 'TextInput', label: 'E-mail', name: 'email', 'input-type': 'email' },
          {
            type: 'Dropdown',
            label: 'Combien serez-vous ?',
            name: 'people',
            required: true,
            'data-source': [
              { id: '1', title: 'Seul' },
              { id: '2', title: 'À deux' },
              { id: '4', title: 'À quatre' },
            ],
          },
          // The name is Meta’s.
          // oxlint-disable-next-line unicorn/no-thenable
          { type: 'If', condition: "${form.people} == '4'", then: [{ type: 'TextCaption', text: 'À quatre, nous vous gardons la grande table.' }] },
          {
            type: 'RadioButtonsGroup',
            label: 'Votre café',
            name: 'coffee',
            required: true,
            'data-source': [
              { id: 'filter', title: 'Filtre', description: 'Doux et long' },
              { id: 'espresso', title: 'Espresso' },
            ],
          },
          {
            type: 'ChipsSelector',
            label: 'Ce que vous aimez',
            name: 'likes',
            'max-selected-items': 2,
            'data-source': [
              { id: 'fruit', title: 'Fruité' },
              { id: 'nut', title: 'Noisette' },
              { id: 'cocoa', title: 'Cacao' },
            ],
          },
          { type: 'DatePicker', label: 'Votre jour', name: 'day', 'min-date': '2026-11-24' },
          { type: 'OptIn', label: 'Prévenez-moi de la prochaine', name: 'news' },
          { type: 'EmbeddedLink', text: 'Nos conditions', 'on-click-action': { name: 'navigate', next: { type: 'screen', name: 'TERMS' }, payload: {} } },
          {
            type: 'Footer',
            label: 'Continuer',
            'on-click-action': { name: 'navigate', next: { type: 'screen', name: 'CHECK' }, payload: { name: '${form.name}', people: '${form.people}' } },
          },
        ],
      },
    },
    {
      id: 'CHECK',
      title: 'Vérifiez',
      terminal: true,
      data: { name: { type: 'string', __example__: 'Inès' }, people: { type: 'string', __example__: '2' } },
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextBody', text: "`${data.name} ', ' ${data.people} ' place(s), ' ${screen.PLACE.form.coffee}`" },
          {
            type: 'CheckboxGroup',
            label: 'En plus',
            name: 'extra',
            'data-source': [
              { id: 'cake', title: 'Une part de gâteau' },
              { id: 'tea', title: 'Un thé' },
            ],
          },
          { type: 'TextArea', label: 'Un mot', name: 'note', 'max-length': 200 },
          {
            type: 'Switch',
            value: '${data.people}',
            cases: { '1': [{ type: 'TextCaption', text: 'Une chaise au comptoir.' }], default: [{ type: 'TextCaption', text: 'Une table pour vous.' }] },
          },
          {
            type: 'Footer',
            label: 'Réserver',
            'on-click-action': { name: 'complete', payload: { name: '${data.name}', people: '${data.people}', extra: '${form.extra}', note: '${form.note}' } },
          },
        ],
      },
    },
    {
      id: 'TERMS',
      title: 'Conditions',
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextBody', text: 'Venez à l’heure, repartez quand vous voulez.', 'font-weight': 'italic' },
          {
            type: 'NavigationList',
            name: 'more',
            'list-items': [
              {
                id: 'a',
                'main-content': { title: 'Accès', description: 'Métro Bellecour' },
                'on-click-action': { name: 'navigate', next: { type: 'screen', name: 'CHECK' }, payload: {} },
              },
            ],
          },
        ],
      },
    },
  ],
  routing_model: { PLACE: ['CHECK', 'TERMS'], TERMS: ['CHECK'], CHECK: [] },
} as const;
