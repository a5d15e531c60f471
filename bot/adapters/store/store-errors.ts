import { AppError } from '#kernel/errors.ts';

/** What a driver's failure means. The first that fits counts. */
const CONDITIONS: readonly {
  readonly fits: (code: string) => boolean;
  readonly means: string;
  readonly remedy: string;
}[] = [
  {
    fits: (code) => ['sqlite 13', '53100'].includes(code),
    means: 'the disk is full',
    remedy: 'Free space on the disk of the database; nothing that was answered as saved is lost.',
  },
  {
    fits: (code) => ['sqlite 11', 'sqlite 26', 'XX001', 'XX002'].includes(code),
    means: 'the database is damaged',
    remedy: 'Stop Rollcall and restore the database from a backup.',
  },
  {
    fits: (code) => ['sqlite 8', 'sqlite 10', 'sqlite 14', '25006', '42501'].includes(code),
    means: 'the database cannot be written',
    remedy: 'Check the disk and the rights of the account that Rollcall runs as.',
  },
  {
    fits: (code) => ['sqlite 5', 'sqlite 6', '55P03', '57014', '40001', '40P01'].includes(code),
    means: 'the database was too busy',
    remedy: 'Try again; when it stays, look for another program that holds the database.',
  },
  {
    fits: (code) => code === 'sqlite 19' || code.startsWith('23') || code.startsWith('22'),
    means: 'the database refused a value; nothing was written',
    remedy: 'This is a fault of Rollcall; report it with the reference of the message.',
  },
  {
    fits: (code) => code.startsWith('28') || code === '3D000',
    means: 'the database refused the sign-in',
    remedy: 'Check user, password and database name in DATABASE_URL.',
  },
];

const UNREACHED = {
  means: 'the database did not answer',
  remedy: 'Check that the database runs and that DATABASE_URL names it.',
};

/** `error` of a driver as `store_down`, with what was attempted. Neither message nor cause repeats a value of a statement. */
export function toStoreError(error: unknown, attempted: string): AppError {
  if (error instanceof AppError) return error;
  const code = driverCode(error);
  const { means, remedy } = CONDITIONS.find((condition) => condition.fits(code)) ?? UNREACHED;
  return new AppError('store_down', `${attempted}: ${means}${code === '' ? '' : ` (${code})`}`, {
    cause: withoutValues(error, code),
    remedy,
  });
}

/** `port` with every failure of the driver turned into an AppError. */
export function guarded<Port extends object>(port: Port): Port {
  const methods = Object.entries(port).map(([name, method]) => [name, guardedMethod(name, method)]);
  return Object.fromEntries(methods) as Port; // the same names; every member of a port is an async function
}

type AsyncMethod = (...args: readonly unknown[]) => Promise<unknown>;

function guardedMethod(name: string, method: AsyncMethod): AsyncMethod {
  return async (...args) => {
    try {
      return await method(...args);
    } catch (error) {
      throw toStoreError(error, name);
    }
  };
}

/** `sqlite N` with SQLite's primary result code, an SQLSTATE, a code of Node's, or '' when the driver gave none. */
function driverCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  if ('errcode' in error && typeof error.errcode === 'number') return `sqlite ${error.errcode & 0xff}`;
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** PostgreSQL repeats values in `detail` and `where`, and for data exceptions (class 22) in the message itself. */
function withoutValues(error: unknown, code: string): unknown {
  if (!(error instanceof Error)) return undefined;
  const clean = new Error(code.startsWith('22') ? 'data exception' : error.message);
  clean.name = error.name;
  if (!code.startsWith('22') && error.stack !== undefined) clean.stack = error.stack;
  return Object.assign(clean, { code });
}
