import { execFileSync, type ChildProcess, spawn } from 'node:child_process';

/** Machines of one network, as far as Linux can play them on one: namespaces on a bridge. Needs root. */
export type Network = {
  /** Where all of them reach this process and the database. */
  readonly address: string;
  /** Runs a program on one of the machines. */
  spawn(machine: number, program: string, words: readonly string[]): ChildProcess;
  addressOf(machine: number): string;
  /** Pulls the plug of one: nothing comes, nothing goes, and nobody is told. */
  cut(machine: number): void;
  /** Puts it back. */
  mend(machine: number): void;
  close(): Promise<void>;
};

function ip(...words: string[]): void {
  execFileSync('ip', words, { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** Says why there can be no network here; false when there can. */
export function whyNoNetwork(): string | false {
  if (process.geteuid?.() !== 0) return 'network namespaces need root';
  try {
    ip('netns', 'add', 'parley-try');
    ip('netns', 'del', 'parley-try');
    return false;
  } catch {
    return 'this kernel, or this container, gives no network namespaces (ip netns)';
  }
}

/** Opens a network of so many machines. */
export function openNetwork(machines: number): Network {
  // Two runs at once do not meet: the names and the network are of this process.
  const mark = process.pid % 100_000;
  const network = `10.${200 + (mark % 50)}.${Math.floor(mark / 50) % 250}`;
  const bridge = `pf${mark}`;
  const [nameOf, cableOf, addressOf] = [(n: number) => `parley-${mark}-${n}`, (n: number) => `pf${mark}v${n}`, (n: number) => `${network}.${n + 2}`];
  const children: ChildProcess[] = [];
  ip('link', 'add', bridge, 'type', 'bridge');
  ip('addr', 'add', `${network}.1/24`, 'dev', bridge);
  ip('link', 'set', bridge, 'up');
  for (let machine = 0; machine < machines; machine += 1) {
    ip('netns', 'add', nameOf(machine));
    ip('link', 'add', cableOf(machine), 'type', 'veth', 'peer', 'name', 'eth0', 'netns', nameOf(machine));
    ip('link', 'set', cableOf(machine), 'master', bridge, 'up');
    for (const words of [
      ['addr', 'add', `${addressOf(machine)}/24`, 'dev', 'eth0'],
      ['link', 'set', 'eth0', 'up'],
      ['link', 'set', 'lo', 'up'],
    ])
      ip('-n', nameOf(machine), ...words);
  }
  return {
    address: `${network}.1`,
    addressOf,
    spawn(machine, program, words) {
      const child = spawn('ip', ['netns', 'exec', nameOf(machine), program, ...words], { stdio: ['ignore', 'ignore', 'inherit'] });
      children.push(child);
      return child;
    },
    cut: (machine) => ip('link', 'set', cableOf(machine), 'down'),
    mend: (machine) => ip('link', 'set', cableOf(machine), 'up'),
    async close() {
      for (const child of children) {
        if (child.exitCode !== null || child.signalCode !== null) continue;
        const gone = new Promise((done) => child.once('exit', done));
        child.kill('SIGKILL');
        await gone;
      }
      for (let machine = 0; machine < machines; machine += 1) ip('netns', 'del', nameOf(machine));
      ip('link', 'del', bridge);
    },
  };
}
