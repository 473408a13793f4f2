/** Hands a value to the reader as a JSON file. */
export function saveJsonFile(value: unknown, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: 'application/json' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Reads a JSON file; `otherwise` is what is said when it is none. */
export async function readJsonFile(file: File, otherwise: string): Promise<unknown> {
  const text = await file.text();
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw new Error(`${file.name}: ${otherwise}`, { cause: error });
    throw error;
  }
}
