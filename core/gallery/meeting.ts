import { entry, firstName, type GalleryEntry, galleryLanguages, reply, stopReply, title } from './shape.ts';

const eventFills = {
  first_name: firstName,
  event: { from: 'text', text: '' },
  day: { from: 'text', text: '' },
  place: { from: 'text', text: '' },
} as const;

/** Come and see. */
export const eventInvitation = entry(
  {
    key: 'event_invitation',
    moment: 'meeting',
    category: 'marketing',
    title: { en: 'Invitation to an event', fr: 'Invitation à un évènement' },
    about: {
      en: 'Invites to an evening, a workshop or an opening; they say yes or no with one tap.',
      fr: 'Invite à une soirée, un atelier ou une ouverture ; on répond oui ou non d’un geste.',
    },
    name: 'event_invitation',
    fills: eventFills,
  },
  {
    en: {
      header: title('You are invited'),
      body: 'Hello {{first_name}}, we would like to see you at {{event}} on {{day}}, at {{place}} in good company.\n\nSeats are few, so a short answer helps us to plan.',
      buttons: [reply('I will come'), reply('Not this time'), stopReply('en')],
      samples: { first_name: 'Ana', event: 'our tasting', day: 'Friday, 11 December, 7 pm', place: '5 Mill Lane' },
    },
    fr: {
      header: title('Une invitation pour vous'),
      body: 'Bonjour {{first_name}}, nous aimerions vous voir à {{event}} le {{day}}, au {{place}} en bonne compagnie.\n\nLes places sont peu nombreuses : une réponse nous aide à prévoir.',
      buttons: [reply('Je viendrai'), reply('Pas cette fois'), stopReply('fr')],
      samples: { first_name: 'Ana', event: 'notre dégustation', day: 'vendredi 11 décembre à 19 h', place: '5 rue du Moulin' },
    },
    es: {
      header: title('Te invitamos'),
      body: 'Hola, {{first_name}}: nos gustaría verte en {{event}} el {{day}}, en {{place}} y en buena compañía.\n\nHay pocas plazas, así que una respuesta breve nos ayuda a organizarlo.',
      buttons: [reply('Iré'), reply('Esta vez no'), stopReply('es')],
      samples: { first_name: 'Ana', event: 'nuestra cata', day: 'viernes 11 de diciembre a las 19 h', place: 'calle del Molino, 5' },
    },
    pt_BR: {
      header: title('Um convite para você'),
      body: 'Olá, {{first_name}}! Gostaríamos de ver você em {{event}} na data {{day}}, no endereço {{place}} e em boa companhia.\n\nHá poucos lugares, por isso uma resposta rápida nos ajuda a organizar.',
      buttons: [reply('Eu vou'), reply('Desta vez não'), stopReply('pt_BR')],
      samples: { first_name: 'Ana', event: 'nossa degustação', day: 'sexta-feira, 11 de dezembro, às 19h', place: 'Rua do Moinho, 5' },
    },
    ar: {
      header: title('دعوة لك'),
      body: 'مرحبًا {{first_name}}، يسعدنا حضورك في {{event}} يوم {{day}} في {{place}} برفقة طيبة.\n\nالمقاعد قليلة، وجواب قصير منك يساعدنا على التحضير.',
      buttons: [reply('سأحضر'), reply('ليس هذه المرة'), stopReply('ar')],
      samples: { first_name: 'سلمى', event: 'أمسية التذوق', day: 'الجمعة 11 ديسمبر في السابعة مساءً', place: 'شارع الطاحونة رقم 5' },
    },
  },
);

/** Which of two? */
export const poll = entry(
  {
    key: 'poll',
    moment: 'meeting',
    category: 'marketing',
    title: { en: 'Poll', fr: 'Sondage' },
    about: {
      en: 'Asks which of two things people prefer; each answer can tag them for later. Write your own two choices.',
      fr: 'Demande laquelle de deux choses on préfère ; chaque réponse peut servir d’étiquette. Écrivez vos deux choix.',
    },
    name: 'poll',
    fills: { first_name: firstName },
  },
  {
    en: {
      body: 'Hello {{first_name}}, we are choosing the coffee of the season and would like your opinion. Which one do you prefer?\n\nWe tell you the result next week.',
      buttons: [reply('Dark and strong'), reply('Light and fruity'), stopReply('en')],
      samples: { first_name: 'Ana' },
    },
    fr: {
      body: 'Bonjour {{first_name}}, nous choisissons le café de la saison et aimerions votre avis. Que préférez-vous ?\n\nNous vous donnerons le résultat la semaine prochaine.',
      buttons: [reply('Corsé et intense'), reply('Doux et fruité'), stopReply('fr')],
      samples: { first_name: 'Ana' },
    },
    es: {
      body: 'Hola, {{first_name}}: estamos eligiendo el café de la temporada y nos gustaría saber tu opinión. ¿Cuál prefieres?\n\nLa semana que viene te contamos el resultado.',
      buttons: [reply('Intenso y oscuro'), reply('Suave y afrutado'), stopReply('es')],
      samples: { first_name: 'Ana' },
    },
    pt_BR: {
      body: 'Olá, {{first_name}}! Estamos escolhendo o café da estação e gostaríamos da sua opinião. Qual você prefere?\n\nNa semana que vem contamos o resultado.',
      buttons: [reply('Escuro e intenso'), reply('Suave e frutado'), stopReply('pt_BR')],
      samples: { first_name: 'Ana' },
    },
    ar: {
      body: 'مرحبًا {{first_name}}، نختار الآن قهوة الموسم ويهمنا رأيك: أيهما تفضل؟\n\nسنخبرك بالنتيجة في الأسبوع القادم.',
      buttons: [reply('داكنة وقوية'), reply('خفيفة بطعم الفواكه'), stopReply('ar')],
      samples: { first_name: 'سلمى' },
    },
  },
);

/** Do not forget. */
export const appointmentReminder = entry(
  {
    key: 'appointment_reminder',
    moment: 'meeting',
    category: 'utility',
    title: { en: 'Appointment reminder', fr: 'Rappel de rendez-vous' },
    about: {
      en: 'The day before: when, where, and a tap to confirm, move or cancel.',
      fr: 'La veille : quand, où, et un geste pour confirmer, déplacer ou annuler.',
    },
    name: 'appointment_reminder',
    fills: {
      first_name: firstName,
      moment: { from: 'contact', attribute: 'fields.appointment', fallback: '' },
      place: { from: 'text', text: '' },
    },
  },
  {
    en: {
      header: title('Your appointment'),
      body: 'Hello {{first_name}}, this is a reminder of your appointment on {{moment}} at {{place}} with us.\n\nPlease tell us with one tap whether you can make it.',
      buttons: [reply('I will be there'), reply('Another time'), reply('Cancel it')],
      samples: { first_name: 'Ana', moment: 'Tuesday, 24 November, 10:30', place: '5 Mill Lane' },
    },
    fr: {
      header: title('Votre rendez-vous'),
      body: 'Bonjour {{first_name}}, nous vous rappelons votre rendez-vous du {{moment}} au {{place}} avec notre équipe.\n\nDites-nous d’un geste si vous pourrez venir.',
      buttons: [reply('Je serai là'), reply('Un autre moment'), reply('J’annule')],
      samples: { first_name: 'Ana', moment: 'mardi 24 novembre à 10 h 30', place: '5 rue du Moulin' },
    },
    es: {
      header: title('Tu cita'),
      body: 'Hola, {{first_name}}: te recordamos tu cita del {{moment}} en {{place}} con nuestro equipo.\n\nDinos con un toque si podrás venir.',
      buttons: [reply('Allí estaré'), reply('En otro momento'), reply('No puedo ir')],
      samples: { first_name: 'Ana', moment: 'martes 24 de noviembre a las 10:30', place: 'calle del Molino, 5' },
    },
    pt_BR: {
      header: title('Seu horário'),
      body: 'Olá, {{first_name}}! Lembramos do seu agendamento em {{moment}} no endereço {{place}} com a nossa equipe.\n\nAvise com um toque se você poderá vir.',
      buttons: [reply('Estarei lá'), reply('Outro horário'), reply('Não posso ir')],
      samples: { first_name: 'Ana', moment: 'terça-feira, 24 de novembro, 10h30', place: 'Rua do Moinho, 5' },
    },
    ar: {
      header: title('موعدك معنا'),
      body: 'مرحبًا {{first_name}}، نذكّرك بموعدك يوم {{moment}} في {{place}} مع فريقنا.\n\nأخبرنا بلمسة واحدة إن كنت ستحضر.',
      buttons: [reply('سأحضر'), reply('في وقت آخر'), reply('لا أستطيع الحضور')],
      samples: { first_name: 'سلمى', moment: 'الثلاثاء 24 نوفمبر الساعة 10:30', place: 'شارع الطاحونة رقم 5' },
    },
  },
);

/** A one-time passcode; the words are Meta's in every language. */
export const passcode: GalleryEntry = {
  key: 'passcode',
  moment: 'account',
  category: 'authentication',
  title: { en: 'One-time passcode', fr: 'Code à usage unique' },
  about: {
    en: 'A code to sign in or to confirm, with a button that copies it. Meta writes the words in every language; you choose the advice and how long it lives.',
    fr: 'Un code pour se connecter ou confirmer, avec un bouton pour le copier. Meta écrit les mots dans chaque langue ; vous choisissez le conseil et la durée.',
  },
  name: 'passcode',
  fills: {},
  translations: galleryLanguages.map((language) => ({
    language,
    content: {
      header: null,
      body: '',
      footer: null,
      buttons: [{ kind: 'passcode' as const, how: 'copy_code' as const, text: null, autofill_text: null, apps: [], accepts_terms: false }],
      passcode: { security_advice: true, expires_minutes: 10 },
      samples: { code: '482913' },
    },
  })),
};
