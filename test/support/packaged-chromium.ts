import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface PackagedChromium {
  readonly executablePath: string;
  /** To be added to the environment of the browser process. */
  readonly env: Readonly<Record<string, string>>;
}

/** Chromium out of `@sparticuz/chromium`, unpacked once under `node_modules/.cache` with the libraries and fonts that
 *  a bare machine lacks. Safe when several test processes ask at once: each unpacks aside, the first rename wins.
 *  Throws where the package has no binary for this machine (it holds Linux x64 only). */
export async function unpackChromium(): Promise<PackagedChromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Error(`@sparticuz/chromium holds no browser for ${process.platform} ${process.arch}`);
  const home = await cacheDirectory();
  if (!existsSync(home)) await unpackInto(home);
  return {
    executablePath: join(home, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(home, 'al2023', 'lib'), process.env['LD_LIBRARY_PATH']]
        .filter(Boolean)
        .join(':'),
      FONTCONFIG_PATH: join(home, 'fonts'),
    },
  };
}

async function cacheDirectory(): Promise<string> {
  const entry = createRequire(import.meta.url).resolve('@sparticuz/chromium');
  const packageRoot = dirname(dirname(entry));
  const { version } = JSON.parse(await readFile(join(packageRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return join(packageRoot, '..', '..', '.cache', 'rollcall-chromium', version);
}

async function unpackInto(home: string): Promise<void> {
  await mkdir(dirname(home), { recursive: true });
  const stage = await mkdtemp(`${home}-`);
  try {
    await runUnpacker(stage);
    await writeFile(join(stage, 'fonts', 'fonts.conf'), fontConfig(join(home, 'fonts')));
    await rename(stage, home);
  } catch (error) {
    await rm(stage, { recursive: true, force: true });
    // Another process was faster: its copy is as good as ours.
    if (!existsSync(join(home, 'chromium'))) throw error;
  }
}

/** The package unpacks into the temporary directory of its process, and takes its libraries along only on the
 *  host that it was made for; so it runs in a process of its own, with both said by the environment. */
async function runUnpacker(stage: string): Promise<void> {
  const program = `await (await import('@sparticuz/chromium')).default.executablePath();`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    cwd: import.meta.dirname,
    env: { ...process.env, TMPDIR: stage, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  if (code !== 0) throw new Error(`unpacking @sparticuz/chromium failed: ${complaint.slice(0, 300)}`);
}

/** Open Sans comes with the package; what a page asks for by another name falls back to it. */
function fontConfig(directory: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${directory}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${directory}-cache</cachedir>
  <alias><family>Segoe UI</family><prefer><family>Open Sans</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;
}
