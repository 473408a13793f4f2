/** Prints one line for the person at the terminal. */
export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/**
 * Ends the program once everything that was said has been taken: a pipe takes it when its reader does, and `process.exit` alone throws away
 * what it has not taken yet. A reader that has gone is not waited for.
 */
export async function leave(): Promise<never> {
  await Promise.all(
    [process.stdout, process.stderr].map(
      (stream) =>
        new Promise<void>((done) => {
          stream.once('error', () => done());
          stream.write('', () => done());
        }),
    ),
  );
  process.exit();
}

/** What the block at the end of a start tells. */
export type Block = {
  readonly url: string;
  readonly email: string;
  /** Only the first time. */
  readonly password: string | undefined;
  readonly dataFolder: string;
  /** Where data or programs of the database lie, if not in the data folder, and why. */
  readonly away: string | undefined;
  readonly hasOwnDatabase: boolean;
  readonly phonesUrl: string | undefined;
  /** The clock that is followed, if not the machine's. */
  readonly clockUrl: string | undefined;
  readonly hasDemo: boolean;
};

/** The block a start ends with: where everything is, and what to do first. */
export function printBlock(block: Block): string {
  const rows: [label: string, text: string][] = [['Dashboard', block.url]];
  if (block.password === undefined) {
    rows.push(['Sign in', `${block.email} and your password; "npx parley password" sets a new one`]);
  } else {
    rows.push(['Sign in', block.email], ['Password', `${block.password}   (shown this once; change it under Settings)`]);
  }
  if (block.phonesUrl !== undefined) rows.push(['Phones', block.phonesUrl]);
  if (block.clockUrl !== undefined) rows.push(['Clock', `follows ${block.clockUrl}`]);
  rows.push(['Data', block.hasOwnDatabase ? block.dataFolder : `${block.dataFolder}, and the database of DATABASE_URL`]);
  if (block.away !== undefined) rows.push(['', block.away]);
  rows.push(['Try first', firstStep(block)]);
  const lines = rows.map(([label, text]) => `  ${label.padEnd(10)} ${text}`);
  return ['', '  Parley is running. Ctrl-C stops all of it.', '', ...lines, ''].join('\n');
}

function firstStep(block: Block): string {
  if (block.phonesUrl === undefined) return 'connect your WhatsApp number under Settings, Numbers';
  if (!block.hasDemo) return 'import your contacts (CSV) under Contacts, Import';
  return 'open Campaigns, “Café de Noël”, launch it, and watch the phones';
}
