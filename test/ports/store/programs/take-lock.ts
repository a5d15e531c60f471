import { lockFile } from '#adapters/store/sqlite-lock.ts';
import { AppError } from '#kernel/errors.ts';

/** Takes the lock of a file at a moment (milliseconds since 1970), says `taken` or why not, and keeps it until its input ends. */
const [file = '', at = ''] = process.argv.slice(2);
while (Date.now() < Number(at)) {
  // Whoever sleeps wakes up at a moment of its own.
}
try {
  const lock = await lockFile(file);
  console.log('taken');
  process.stdin.on('end', () => lock.release());
} catch (cause) {
  if (!(cause instanceof AppError)) throw cause;
  console.log(cause.message);
}
process.stdin.resume();
