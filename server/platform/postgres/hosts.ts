import pg from 'pg';

/** The servers behind an address, of which one takes writes; connections go to that one, and look for the next when it is gone. */
export type Hosts = {
  /** One address for each server. */
  readonly urls: readonly string[];
  /** Where the next connection goes. */
  readonly current: () => string;
  /** Says that a server could not be reached or takes no writes: the next connection goes to the next one. */
  readonly leave: (url: string) => void;
};

const addressPattern = /^(postgres(?:ql)?:\/\/)([^@/]*@)?([^/?]*)(\/[^?]*)?(?:\?(.*))?$/s;
const portUsual = '5432';

/**
 * Reads an address that may name several servers, as libpq writes it: `postgresql://user:password@one:5432,two:5432/parley`, or
 * `?host=one,two&port=5432`. `target_session_attrs` is taken off: with several, the one that takes writes is meant, always.
 */
export function parseHosts(url: string): readonly string[] {
  const found = addressPattern.exec(url);
  if (found === null) return [url];
  const [, scheme = '', login = '', authority = '', path = '', query = ''] = found;
  const words = query.split('&').filter((word) => word !== '' && !word.startsWith('target_session_attrs='));
  const named = words.find((word) => word.startsWith('host='));
  const hosts = (named === undefined ? authority : decodeURIComponent(named.slice('host='.length))).split(',');
  if (hosts.length < 2) return [`${scheme}${login}${authority}${path}${words.length === 0 ? '' : `?${words.join('&')}`}`];
  const ports = decodeURIComponent(words.find((word) => word.startsWith('port='))?.slice('port='.length) ?? '').split(',');
  const others = words.filter((word) => !/^(host|port)=/.test(word));
  return hosts.map((host, index) => {
    const own = /:\d+$/.test(host) ? '' : `:${ports[index] || ports[0] || portUsual}`;
    // A socket's folder cannot stand where a name does.
    const isFolder = host.startsWith('/');
    const place = isFolder ? '' : `${host}${own}`;
    const all = isFolder ? [`host=${encodeURIComponent(host)}`, `port=${own.slice(1) || portUsual}`, ...others] : others;
    return `${scheme}${login}${place}${path}${all.length === 0 ? '' : `?${all.join('&')}`}`;
  });
}

const known = new Map<string, Hosts>();

/** The servers of an address; every pool and connection of a process learns from the others where the writing one is. */
export function hostsOf(url: string): Hosts {
  const before = known.get(url);
  if (before !== undefined) return before;
  const urls = parseHosts(url);
  let turn = 0;
  const current = (): string => urls[turn % urls.length] ?? url;
  const hosts: Hosts = {
    urls,
    current,
    leave(left) {
      // Several connections that fail at once leave it once.
      if (current() === left) turn += 1;
    },
  };
  known.set(url, hosts);
  return hosts;
}

const standbyQuestion = 'select pg_is_in_recovery() as is_standby';
type Standby = { is_standby: boolean };

/** Whether a connection leads to a server that takes no writes, since it follows another. */
async function isStandby(client: pg.ClientBase): Promise<boolean> {
  const found = await client.query<Standby>(standbyQuestion);
  return found.rows[0]?.is_standby === true;
}

/** Opens one connection to the server that takes writes, asking each in turn. What the last of them said is thrown. */
export async function connectClient(url: string, options: Omit<pg.ClientConfig, 'connectionString'>): Promise<pg.Client> {
  const hosts = hostsOf(url);
  for (let tries = 1; ; tries += 1) {
    const place = hosts.current();
    const client = new pg.Client({ ...options, connectionString: place });
    client.on('error', () => {}); // The statement that was running fails with the same error.
    try {
      await client.connect();
      if (hosts.urls.length === 1 || !(await isStandby(client))) return client;
      throw new Error(`the PostgreSQL at ${placeOf(place)} follows another and takes no writes`);
    } catch (error) {
      hosts.leave(place);
      await client.end().catch(() => {}); // It may never have been open.
      if (tries >= hosts.urls.length) throw error;
    }
  }
}

/** What a pool needs to reach the writing one of several servers; nothing for one alone. */
export function poolOptions(url: string): pg.PoolConfig {
  const hosts = hostsOf(url);
  if (hosts.urls.length === 1) return { connectionString: hosts.current() };
  const places = new WeakMap<object, string>();
  return {
    // pg makes each connection from this; it is the one place where the server can be chosen anew.
    Client: class extends pg.Client {
      constructor(config: pg.ClientConfig = {}) {
        const place = hosts.current();
        super({ ...config, connectionString: place });
        places.set(this, place);
        let isReached = false;
        this.once('connect', () => (isReached = true));
        this.once('end', () => {
          if (!isReached) hosts.leave(place);
        });
      }
    },
    verify(client, done) {
      const place = places.get(client) ?? '';
      client.query(standbyQuestion, (error: Error | null, found?: pg.QueryResult<Standby>) => {
        if (error !== null) return done(error);
        if (found?.rows[0]?.is_standby !== true) return done();
        hosts.leave(place);
        done(new Error(`the PostgreSQL at ${placeOf(place)} follows another and takes no writes`));
      });
    },
  };
}

/** Without name and password. */
function placeOf(url: string): string {
  return /^[^/]*\/\/(?:[^@/]*@)?([^/?]*)/.exec(url)?.[1] ?? '';
}
