import { afterEach, beforeEach } from 'vitest';

const said: string[] = [];
let original: typeof console.error;

/** A test that expects a complaint replaces `console.error` with its own; everything else that ends up there fails it. */
beforeEach(() => {
  said.length = 0;
  original = console.error;
  console.error = (...parts: unknown[]) => {
    said.push(
      parts.map((part) => (part instanceof Error ? (part.stack ?? part.message) : String(part))).join(' '),
    );
  };
});

afterEach(() => {
  console.error = original;
  if (said.length > 0) throw new Error(`unexpected console.error: ${said.join('\n')}`);
});
