import { draw } from './random.ts';

/** Common first and last names by language, written down from memory: people of a population should not all be called alike. */
const lists: Readonly<Record<string, { first: string; last: string }>> = {
  en: {
    first: 'Olivia Noah Amelia Oliver Isla George Ava Arthur Mia Muhammad Ivy Leo Lily Harry Freya Oscar Grace Henry Sophie Jack',
    last: 'Smith Jones Taylor Brown Williams Wilson Johnson Davies Patel Robinson Wright Thompson Evans Walker White Roberts Green Hall Wood Clarke',
  },
  fr: {
    first: 'Louise Gabriel Jade Léo Ambre Raphaël Alma Louis Emma Arthur Rose Jules Alice Adam Inès Hugo Chloé Nathan Zoé Théo',
    last: 'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre Leroy Roux David Bertrand Morel Fournier Girard',
  },
  es: {
    first: 'Lucía Hugo Sofía Martín Martina Mateo María Leo Valeria Daniel Camila Santiago Valentina Diego Elena Javier Carmen Pablo Paula Andrés',
    last: 'García Rodríguez González Fernández López Martínez Sánchez Pérez Gómez Ruiz Hernández Díaz Torres Flores Rivera Morales Ortiz Castillo Ramos Vargas',
  },
  pt: {
    first: 'Maria Miguel Alice Arthur Helena Gael Laura Heitor Valentina Davi Sofia Bernardo Júlia Gabriel Beatriz Pedro Ana João Mariana Lucas',
    last: 'Silva Santos Oliveira Souza Rodrigues Ferreira Alves Pereira Lima Gomes Costa Ribeiro Martins Carvalho Almeida Lopes Soares Fernandes Vieira Barbosa',
  },
  de: {
    first: 'Emilia Noah Emma Leon Sophia Paul Mia Mateo Lina Elias Hanna Luca Clara Felix Leni Jonas Ella Ben Marie Anton',
    last: 'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Neumann Schwarz Braun Krüger',
  },
  it: {
    first:
      'Sofia Leonardo Aurora Tommaso Giulia Francesco Ginevra Lorenzo Vittoria Edoardo Beatrice Alessandro Alice Mattia Emma Gabriele Chiara Riccardo Anna Luca',
    last: 'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti De Luca Costa Giordano Mancini Rizzo Lombardi Moretti',
  },
  id: {
    first: 'Siti Budi Dewi Agus Putri Adi Rina Eko Sari Dian Wati Hendra Indah Rizky Ayu Bayu Nur Fajar Lestari Yusuf',
    last: 'Saputra Wijaya Santoso Kusuma Hidayat Pratama Nugroho Setiawan Susanto Lestari Rahman Gunawan Halim Maulana Utami Permata Siregar Nasution Hartono Wibowo',
  },
  hi: {
    first: 'Aarav Aanya Vivaan Diya Aditya Saanvi Arjun Ananya Ishaan Priya Rohan Kavya Rahul Meera Karan Neha Vikram Pooja Sanjay Sunita',
    last: 'Sharma Verma Gupta Singh Kumar Patel Reddy Iyer Nair Das Mehta Joshi Rao Khan Chopra Bose Mishra Yadav Agarwal Pillai',
  },
  ar: {
    first: 'محمد فاطمة أحمد مريم علي سارة عمر نور يوسف ليلى خالد هدى حسن زينب إبراهيم سلمى كريم ياسمين طارق رنا',
    last: 'العلوي الحسن خليل منصور حداد إبراهيم صالح ناصر عباس فارس سليمان الخوري يوسف عثمان رشيد بكر شريف حمدان قاسم زيدان',
  },
};

const split = new Map(Object.entries(lists).map(([language, { first, last }]) => [language, { first: first.split(' '), last: last.split(' ') }]));

/** A name for somebody nobody named: always the same for a seed and a number. Languages without a list use English names. */
export function drawName(seed: string, waId: string, language: string): string {
  const names = split.get(language.slice(0, 2)) ?? split.get('en');
  if (names === undefined) return waId;
  const pick = (list: readonly string[], purpose: string): string => list[Math.floor(draw(seed, waId, 0, purpose) * list.length)] ?? '';
  return `${pick(names.first, 'first name')} ${pick(names.last, 'last name')}`;
}
