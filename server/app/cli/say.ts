/** The command was not used as it should be; the message says how. Exit status 2. */
export class Usage extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Usage';
  }
}

/** How a command speaks: the answer goes to standard output, everything on the way to standard error. */
export type Say = {
  /** The result: the API's value with --json, the text otherwise. */
  answer(value: unknown, text: string): void;
  /** A line on the way; silent with --json. */
  note(text: string): void;
  /** A line that is overwritten by the next on a terminal. */
  progress(text: string): void;
};

/** Opens the voice of a command. */
export function openSay(json: boolean): Say {
  let last = '';
  const clear = () => {
    if (last !== '' && process.stderr.isTTY) process.stderr.write(`\r${' '.repeat(last.length)}\r`);
    last = '';
  };
  return {
    answer(value, text) {
      clear();
      process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : `${text}\n`);
    },
    note(text) {
      clear();
      if (!json) process.stderr.write(`${text}\n`);
    },
    progress(text) {
      if (json || !process.stderr.isTTY || text === last) return;
      clear();
      last = text;
      process.stderr.write(text);
    },
  };
}
