import type { CatalogSetup } from '#core/rehearsal/rehearsal.ts';
import { defaultSettings, type Settings } from '#core/rehearsal/settings.ts';
import type { WireParameterFormat, WireTemplateCategory, WireTemplateComponent, WireTemplateStatus } from '#core/whatsapp/wire.ts';

import { type Flow, type MediaItem, type Template, templateKey, type World } from '../world/world.ts';
import { newTemplate } from '../template/newborn.ts';

/** What a desk is set up with. Files are named by their id and type; `bytes` are only needed where somebody looks inside. */
export type DeskSetup = {
  settings?: Partial<Settings>;
  files?: readonly { id: string; mime: string; bytes?: Buffer }[];
  flows?: readonly { id: string; name?: string; status: Flow['status']; json?: string }[];
  catalogs?: readonly CatalogSetup[];
  templates?: readonly DeskTemplate[];
};

/** A template on the desk, as if it had been created and reviewed. */
export type DeskTemplate = {
  name: string;
  components: WireTemplateComponent[];
  language?: string;
  category?: WireTemplateCategory;
  format?: WireParameterFormat;
  status?: WireTemplateStatus;
  createdAt?: number;
};

/** The account whose templates lie on the desk. */
export const deskAccount = '102290129340398';

/** When the desk's clock stands until it is moved: 2026-11-22, noon. */
export const deskNow = Date.UTC(2026, 10, 22, 12);

/**
 * As much of a world as the laws of sending look at, without a network, a file or a running clock: for their tests and
 * for measuring them.
 */
export function openDesk(setup: DeskSetup = {}): { world: World; move: (milliseconds: number) => void } {
  let now = deskNow;
  const bytes = new Map((setup.files ?? []).map((file) => [file.id, file.bytes]));
  const world = parseWorld({
    clock: { now: () => now },
    seed: 'desk',
    settings: { ...defaultSettings, ...setup.settings },
    store: { durable: false, put: () => undefined, getBytes: (id: string) => bytes.get(id) },
    live: { tell: () => undefined },
    media: new Map((setup.files ?? []).map((file) => [file.id, mediaOf(file)])),
    flows: new Map((setup.flows ?? []).map((flow) => [flow.id, flowOf(flow)])),
    catalogs: new Map((setup.catalogs ?? []).map((catalog) => [catalog.id, catalog])),
    templateNames: new Map((setup.templates ?? []).map((template) => [keyOf(template), templateOf(template)])),
  });
  return { world, move: (milliseconds) => (now += milliseconds) };
}

function parseWorld(parts: object): World {
  return parts as World;
}

function mediaOf(file: { id: string; mime: string; bytes?: Buffer }): MediaItem {
  return { id: file.id, number: null, mime: file.mime, sha256: '', size: file.bytes?.length ?? 1, filename: null, expiresAt: deskNow + 1000 };
}

function flowOf(flow: { id: string; name?: string; status: Flow['status']; json?: string }): Flow {
  return {
    id: flow.id,
    account: deskAccount,
    name: flow.name ?? `flow ${flow.id}`,
    status: flow.status,
    categories: ['OTHER'],
    json: flow.json ?? null,
    endpoint: null,
    validationErrors: [],
    createdAt: deskNow,
    updatedAt: deskNow,
    sends: [],
  };
}

function keyOf(template: DeskTemplate): string {
  return templateKey(deskAccount, template.name, template.language ?? 'en_US');
}

const anHour = 60 * 60 * 1000;

function templateOf(template: DeskTemplate): Template {
  return newTemplate({
    id: `7${template.name.length}${template.name.charCodeAt(0)}`,
    account: deskAccount,
    name: template.name,
    language: template.language ?? 'en_US',
    category: template.category ?? 'MARKETING',
    status: template.status ?? 'APPROVED',
    format: template.format ?? 'POSITIONAL',
    components: template.components,
    createdAt: template.createdAt ?? deskNow - anHour,
    quality: 'GREEN',
    qualityAt: 0,
  });
}
