import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/** Where this file lies: the root of both builds. */
const here = new URL('.', import.meta.url).pathname;
/** Where the API answers while the dashboard is served by `vite` for work on it. */
const apiUrl = 'http://127.0.0.1:3300';
/** Where the phones' emulator answers, likewise. */
const emulatorUrl = 'http://127.0.0.1:4010';

/** Both builds have one page; each is served as the index of its own folder. */
function asIndex(page: string): Plugin {
  return {
    name: 'parley-as-index',
    enforce: 'post',
    applyToEnvironment: (environment) => environment.name === 'wall',
    generateBundle(_options, bundle) {
      const file = bundle[page];
      if (file !== undefined) file.fileName = 'index.html';
    },
  };
}

/** Two builds from one folder: the dashboard goes to `dist/app`, the wall of phones to `dist/wall`. */
// Vite reads its configuration from the default export; there is no other way to hand it over.
export default defineConfig({
  root: here,
  plugins: [react(), asIndex('wall.html')],
  server: { port: 5173, proxy: { '/v1': apiUrl, '/auth': apiUrl, '/openapi.json': apiUrl, '/emulator/v1': emulatorUrl } },
  build: { target: 'es2022', emptyOutDir: true, sourcemap: false, chunkSizeWarningLimit: 800 },
  environments: {
    client: { build: { outDir: 'dist/app', rollupOptions: { input: `${here}index.html` } } },
    wall: { consumer: 'client', build: { outDir: 'dist/wall', emptyOutDir: true, rollupOptions: { input: `${here}wall.html` } } },
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'wall']) {
        const environment = builder.environments[name];
        if (environment !== undefined) await builder.build(environment);
      }
    },
  },
});
