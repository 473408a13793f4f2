import type { Template } from '../world/world.ts';

/**
 * What a message may be about, told by its words in English, French, Spanish, German and Portuguese. A person's truths
 * name topics of this list; any other word there is looked for as it stands. Our choice of words; the documentation
 * prints the list.
 */
export const topicWords: Readonly<Record<string, string>> = {
  sale:
    'sale sales discount discounts offer offers deal deals coupon clearance soldes solde promo promotion promotions remise remises réduction offre offres ' +
    'rebaja rebajas descuento descuentos oferta ofertas angebot angebote rabatt rabatte ausverkauf gutschein desconto descontos promoção liquidação',
  news: 'new news arrival arrivals launch collection nouveau nouveauté nouveautés nouvelle nuevo nueva novedad novedades colección neu neue neuheiten kollektion novo nova novidade novidades coleção',
  fashion:
    'fashion dress dresses shoes sneakers shirt jacket mode robe robes chaussures veste moda vestido vestidos zapatos chaqueta kleid kleider schuhe jacke roupa roupas sapatos camisa',
  food: 'food pizza restaurant menu meal coffee recipe dinner lunch repas recette café dîner déjeuner comida cena almuerzo receta essen speisekarte kaffee rezept refeição jantar almoço receita',
  travel:
    'travel flight flights hotel trip holiday beach voyage voyages vol vols vacances plage viaje viajes vuelo vuelos playa reise reisen flug flüge urlaub strand viagem viagens voo voos praia',
  health:
    'health doctor pharmacy clinic appointment santé médecin pharmacie clinique salud médico farmacia clínica cita gesundheit arzt apotheke termin saúde farmácia consulta',
  beauty:
    'beauty makeup skin perfume hair salon beauté maquillage peau parfum cheveux belleza maquillaje piel cabello schönheit haut haare beleza maquiagem pele cabelo',
  sport:
    'sport sports gym fitness running yoga football entraînement course deporte gimnasio entrenamiento fútbol training laufen fußball esporte academia corrida futebol treino',
  home: 'home furniture kitchen garden sofa maison meuble meubles cuisine jardin hogar muebles cocina jardín haus möbel küche garten casa móveis cozinha',
  electronics:
    'phone laptop headphones camera television gadget téléphone ordinateur casque appareil teléfono portátil auriculares cámara handy kopfhörer kamera fernseher celular computador fones câmera',
  finance:
    'loan credit bank card insurance savings crédit banque carte assurance épargne crédito banco tarjeta seguro ahorro kredit bank karte versicherung sparen cartão poupança empréstimo',
  learning:
    'course courses lesson webinar training school cours formation école leçon curso cursos clase escuela kurs kurse schule unterricht aula aulas escola',
  events:
    'event events concert festival ticket tickets party événement événements billet billets fête evento eventos concierto entrada entradas fiesta veranstaltung konzert karten show ingresso ingressos festa',
  children: 'kids children baby toys enfants bébé jouets niños bebé juguetes kinder baby spielzeug crianças bebê brinquedos',
  delivery:
    'order delivery shipped parcel tracking commande livraison colis suivi pedido envío entrega paquete seguimiento bestellung lieferung paket versand encomenda rastreio',
};

/** The names of the topics; a topic's bit is its place. */
export const topics: readonly string[] = Object.keys(topicWords);

const bitsByWord = new Map<string, number>();
topics.forEach((topic, place) => {
  for (const word of (topicWords[topic] ?? '').split(' ')) bitsByWord.set(word, (bitsByWord.get(word) ?? 0) | (1 << place));
});

/** What a message is about: a bit for each topic, and its words in lower case for those who look for their own. */
export type Subject = { bits: number; text: string };

const noSubject: Subject = { bits: 0, text: '' };
const subjects = new WeakMap<Template['components'], Subject>();

/** What a template is about. Remembered until its components are replaced. */
export function subjectOf(template: Template | undefined): Subject {
  if (template === undefined) return noSubject;
  let subject = subjects.get(template.components);
  if (subject === undefined) {
    subject = readSubject(`${template.name.replaceAll('_', ' ')} ${JSON.stringify(template.components)}`);
    subjects.set(template.components, subject);
  }
  return subject;
}

/** Reads what a text is about. */
export function readSubject(words: string): Subject {
  const text = words.toLowerCase();
  let bits = 0;
  for (const word of text.match(/\p{L}+/gu) ?? []) bits |= bitsByWord.get(word) ?? 0;
  return { bits, text };
}

/** Does somebody who likes these topics like this? Null when it is about nothing anybody could name. */
export function isLiked(liked: readonly string[], subject: Subject): boolean | null {
  let mayTell = subject.bits !== 0;
  for (const topic of liked) {
    const place = topics.indexOf(topic);
    if (place !== -1) {
      if ((subject.bits & (1 << place)) !== 0) return true;
    } else {
      mayTell = true;
      if (subject.text.includes(topic.toLowerCase())) return true;
    }
  }
  return mayTell ? false : null;
}
