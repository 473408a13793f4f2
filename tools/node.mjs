// How Node runs our programs, so that they take the memory they need. What each brought is in docs/operate/speed.md.

/**
 * The young generation may have 2 × 16 MiB instead of 2 × 64, and the old one is collected when it is three quarters larger than what lives: V8 lets it grow up to
 * fourfold on a machine with much memory. Neither is a limit at which the process would end.
 */
export const nodeFlags = ['--max-semi-space-size=16', '--heap-growing-percent=75'];

/**
 * Two arenas instead of eight for each core: what one thread gives back another can use. `compiled` is the folder in which Node keeps our files as it has
 * compiled them, without types: later starts load neither the compiler of types nor the sources' syntax.
 */
export function nodeEnvironment(compiled) {
  return { MALLOC_ARENA_MAX: '2', NODE_COMPILE_CACHE: compiled };
}
