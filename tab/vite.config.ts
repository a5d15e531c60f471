import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { aheadOfTimeStyles } from './ahead-of-time-styles.ts';
import { lightContract } from './light-contract.ts';

/** The tab as one page with lazy parts, served by the program under /tab/. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/tab/',
  plugins: [lightContract(), aheadOfTimeStyles(), react()],
  // Scripts run under a policy without inline code, and styles of components carry the nonce of each answer.
  build: {
    outDir: resolve(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'es2022',
    manifest: true,
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    rollupOptions: {
      input: {
        index: resolve(import.meta.dirname, 'index.html'),
        authStart: resolve(import.meta.dirname, 'auth-start.html'),
        authEnd: resolve(import.meta.dirname, 'auth-end.html'),
      },
    },
  },
});
