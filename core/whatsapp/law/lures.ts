/**
 * Words that promise too much or press too hard, in the languages of the gallery. People report messages with them, and reviewers
 * know them. Ours, not Meta's: it publishes none. `free` alone is among them, since most of what is called so is not; "free of
 * charge" in a returns policy is not what is meant and is let through. Read 2026-11-22.
 */
const byLanguage: Readonly<Record<string, readonly string[]>> = {
  en: [
    'free(?! (?:of charge|returns?|shipping|delivery|to ))',
    'act now',
    'click (?:here|below|now)',
    'hurry(?: up)?',
    'last chance',
    "don[’']t miss(?: out)?",
    'risk[- ]free',
    'guaranteed?',
    'no strings attached',
    "you(?:[’']ve| have) (?:been selected|won)",
    'congratulations,? you',
    'winner',
    'once in a lifetime',
    'too good to be true',
    'make money',
    'cash prize',
  ],
  fr: [
    'gratuit(?:e|s|es)?(?! (?:sous|pendant|jusqu))',
    'cliquez (?:ici|vite|maintenant)',
    'dépêchez[- ]vous',
    'dernière chance',
    'ne (?:manquez|ratez) pas',
    'sans (?:aucun )?risque',
    'vous avez (?:gagné|été sélectionné)',
    'félicitations,? vous',
    'gagnant',
    'argent facile',
    'incroyable',
  ],
  es: [
    'gratis',
    'haz clic (?:aquí|ya|ahora)',
    'haga clic',
    'date prisa',
    'apresúrate',
    'última oportunidad',
    'no te (?:lo )?pierdas',
    'sin (?:ningún )?riesgo',
    'garantizad[oa]s?',
    'has (?:ganado|sido seleccionad[oa])',
    'felicidades,? (?:has|ha) ',
    'ganador',
    'dinero fácil',
    'increíble',
  ],
  pt: [
    'grátis',
    'clique (?:aqui|já|agora)',
    'corra',
    'última chance',
    'não perca',
    'sem (?:nenhum )?risco',
    'garantid[oa]s?',
    'você (?:ganhou|foi selecionad[oa])',
    'parabéns,? você',
    'ganhador',
    'dinheiro fácil',
    'imperdível',
    'inacreditável',
  ],
  ar: ['مجان[اًي]\\S*', 'اضغط (?:هنا|الآن)', 'سارع', 'لا تفوت\\S*', 'آخر فرصة', 'الفرصة الأخيرة', 'بدون مخاطر', 'مضمون\\S*', 'لقد (?:ربحت|فزت)', 'الفائز'],
};

const all = Object.values(byLanguage).flat().join('|');
const lure = new RegExp(`(?<![\\p{L}\\p{N}])(?:${all})(?![\\p{L}\\p{N}])`, 'giu');

/** The lures in a text, as they stand there, each once. All languages are looked for: people mix them. */
export function luresIn(text: string): string[] {
  return [...new Set([...text.matchAll(lure)].map((match) => match[0].toLowerCase()))];
}
