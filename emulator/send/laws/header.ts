import type { BubbleHeader } from '#core/rehearsal/bubble.ts';

import type { World } from '../../world/world.ts';
import { messageLimits } from './limits.ts';
import { readSource } from './media.ts';
import { checkSpan, findText, needPart, type Part } from './read.ts';

/** Reads a header whose kind is known. */
export function readHeaderOf(world: World, kind: 'text' | 'image' | 'video' | 'document', header: Part, path: string): BubbleHeader {
  if (kind === 'text') {
    const text = findText(header, 'text', `${path}['text']`) ?? '';
    checkSpan('Header text', text, messageLimits.header);
    return { kind, text };
  }
  const { media, link, filename } = readSource(world, kind, needPart(header, kind, `${path}['${kind}']`), `${path}['${kind}']`);
  return { kind, media, link, filename };
}
