import { openStore } from '#adapters/store/open-store.ts';
import { systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';

/** Opens the store at an address, says `open`, and closes it when its input ends. */
const [url = ''] = process.argv.slice(2);
const vaultKeys = `a:${Buffer.from('aaaathe quick brown fox jumps ov').toString('base64')}`;
const store = await openStore({ url, vaultKeys, logger: silentLogger, clock: systemClock });
console.log('open');
process.stdin.on('end', () => void store.close());
process.stdin.resume();
