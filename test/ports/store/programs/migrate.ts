import { openDatabase } from '#adapters/store/database.ts';
import { migrate } from '#adapters/store/migrate.ts';
import { systemClock } from '#kernel/clock.ts';
import { silentLogger } from '#kernel/logger.ts';
import { freezeAfter } from './freeze.ts';

/** Migrates the database at an address and stands still after statement number N. */
const [url = '', at = ''] = process.argv.slice(2);
const database = await openDatabase({ url, logger: silentLogger, onStatement: freezeAfter(Number(at)) });
await migrate(database, { clock: systemClock });
await database.close();
console.log('done');
