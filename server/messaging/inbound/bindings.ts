import type { Platform } from '#server/platform/platform.ts';
import { bindTask, type TaskBinding } from '#server/platform/runner.ts';
import { fetchMedia } from './fetch.ts';
import { settleEarly } from './early.ts';
import { mediaFetch, webhookEarly, webhookUnpack } from './tasks.ts';
import { unpackWebhooks } from './unpack.ts';

/** The tasks this room answers itself. */
export function inboundTasks(platform: Platform): TaskBinding[] {
  return [
    bindTask(webhookUnpack, (asked) => unpackWebhooks(platform, asked)),
    bindTask(webhookEarly, (asked) => settleEarly(platform, asked)),
    bindTask(mediaFetch, (asked) => fetchMedia(platform, asked)),
  ];
}
