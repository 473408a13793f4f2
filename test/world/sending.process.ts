import { openSender } from '#server/messaging/outbox/sender.ts';
import { silentLog } from '#server/platform/log.ts';
import { openPlatform } from '#server/platform/open.ts';
import { rigSecretKey } from './sending.ts';

/** A sender in a process of its own, to be killed: node sending.process.ts <database url> <data folder> <lease ms>. */
const [databaseUrl = '', dataFolder = '', lease = '1000'] = process.argv.slice(2);
const { platform } = openPlatform({ config: { publicUrl: 'http://127.0.0.1:1', dataFolder, secretKey: rigSecretKey }, databaseUrl, log: silentLog });
openSender(platform, { leaseMilliseconds: Number(lease) });
process.send?.('open');
