function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** SQLSTATE classes 22 (data), 23 (constraints), 42 (types): the same rows fail the same way again. */
export function isDataFault(error: unknown): boolean {
  return /^(22|23|42)\w{3}$/.test(codeOf(error));
}

/** The pool was closed by us: the process ends, and what is left is in doubt as after a kill. */
export function isClosed(error: unknown): boolean {
  return error instanceof Error && /destroyed|after calling end/.test(error.message);
}

/** Deadlocks and serialization failures: other processes write as well. */
export function isConflict(error: unknown): boolean {
  return /^40\w{3}$/.test(codeOf(error));
}
