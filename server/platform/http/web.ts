import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

/** Vite puts a hash of the content into the name of everything under /assets, so it never changes. */
const assetSeconds = 365 * 24 * 60 * 60;

/** Serves the built dashboard, and returns how to send its page, which every address of the dashboard gets. */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<(reply: FastifyReply) => FastifyReply> {
  await app.register(fastifyStatic, {
    root: folder,
    index: ['index.html'],
    cacheControl: false,
    // The build put a compressed twin beside each file of text.
    preCompressed: true,
    setHeaders: (reply, path) => {
      const isHashed = path.startsWith(join(folder, 'assets/'));
      void reply.header('cache-control', isHashed ? `public, max-age=${assetSeconds}, immutable` : 'no-cache');
    },
  });
  return (reply) => reply.sendFile('index.html');
}
