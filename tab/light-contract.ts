import { pathToFileURL } from 'node:url';
import type { Plugin } from 'vite';

const ENDPOINT_FILE = /\/bot\/contract\/[\w-]+-endpoints\.ts$/;

/** Splits every endpoint of the contract in two: what a call needs (method and path) goes with the page, what reads the answer (the schemas, and zod with
 *  them: 23 kB gzip) is loaded beside the first call. Without it no page with a table would stay within its 170 kB. The types are those of the contract itself. */
export function lightContract(): Plugin {
  return {
    name: 'rollcall-light-contract',
    enforce: 'pre',
    async load(id) {
      if (!ENDPOINT_FILE.test(id)) return null;
      const exported: Record<string, unknown> = await import(pathToFileURL(id).href);
      const lines = Object.entries(exported).flatMap(([name, value]) => {
        if (!isEndpoint(value)) return [];
        const light = JSON.stringify({
          id: value.id,
          method: value.method,
          path: value.path,
          body: value.body === null ? null : {},
        });
        const whole = JSON.stringify(`${id}?whole`);
        return [
          `export const ${name} = { ...${light}, readAnswer: () => import(${whole}).then((all) => all.${name}.answer) };`,
        ];
      });
      return lines.join('\n');
    },
  };
}

interface EndpointValue {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

function isEndpoint(value: unknown): value is EndpointValue {
  return typeof value === 'object' && value !== null && 'id' in value && 'method' in value && 'path' in value;
}
