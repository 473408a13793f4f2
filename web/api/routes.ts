import type { Contract } from '#core/contract/contract.ts';

/** How a route is called: what a browser needs of it without the schemas. */
export type RouteLine = { readonly method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE'; readonly path: string; readonly sends: 'json' | 'file' | 'events' };

/** Methods and paths of the contract. Printed by tools/web-routes.ts; never edited by hand. */
export const routes = {
  contacts: {
    list: { method: 'GET', path: '/v1/contacts', sends: 'json' },
    get: { method: 'GET', path: '/v1/contacts/{id}', sends: 'json' },
    create: { method: 'POST', path: '/v1/contacts', sends: 'json' },
    update: { method: 'PATCH', path: '/v1/contacts/{id}', sends: 'json' },
    timeline: { method: 'GET', path: '/v1/contacts/{id}/timeline', sends: 'json' },
    consent: { method: 'POST', path: '/v1/contacts/{id}/consent', sends: 'json' },
    fields: { method: 'GET', path: '/v1/contact-fields', sends: 'json' },
    track: { method: 'POST', path: '/v1/contacts/{id}/facts', sends: 'json' },
  },
  segments: {
    list: { method: 'GET', path: '/v1/segments', sends: 'json' },
    get: { method: 'GET', path: '/v1/segments/{id}', sends: 'json' },
    create: { method: 'POST', path: '/v1/segments', sends: 'json' },
    update: { method: 'PATCH', path: '/v1/segments/{id}', sends: 'json' },
    remove: { method: 'DELETE', path: '/v1/segments/{id}', sends: 'json' },
    count: { method: 'POST', path: '/v1/segments/count', sends: 'json' },
  },
  imports: {
    list: { method: 'GET', path: '/v1/imports', sends: 'json' },
    create: { method: 'POST', path: '/v1/imports', sends: 'json' },
    get: { method: 'GET', path: '/v1/imports/{id}', sends: 'json' },
    check: { method: 'POST', path: '/v1/imports/{id}/check', sends: 'json' },
    rows: { method: 'GET', path: '/v1/imports/{id}/rows', sends: 'json' },
    run: { method: 'POST', path: '/v1/imports/{id}/run', sends: 'json' },
    undo: { method: 'POST', path: '/v1/imports/{id}/undo', sends: 'json' },
    errors: { method: 'GET', path: '/v1/imports/{id}/errors.csv', sends: 'file' },
  },
  templates: {
    list: { method: 'GET', path: '/v1/templates', sends: 'json' },
    get: { method: 'GET', path: '/v1/templates/{id}', sends: 'json' },
    create: { method: 'POST', path: '/v1/templates', sends: 'json' },
    translate: { method: 'POST', path: '/v1/templates/{id}/translations', sends: 'json' },
    submit: { method: 'POST', path: '/v1/templates/{id}/submit', sends: 'json' },
    remove: { method: 'DELETE', path: '/v1/templates/{id}', sends: 'json' },
    lint: { method: 'POST', path: '/v1/templates/lint', sends: 'json' },
    sync: { method: 'POST', path: '/v1/templates/sync', sends: 'json' },
  },
  media: {
    list: { method: 'GET', path: '/v1/media', sends: 'json' },
    create: { method: 'POST', path: '/v1/media', sends: 'json' },
    content: { method: 'GET', path: '/v1/media/{id}/content', sends: 'file' },
  },
  campaigns: {
    list: { method: 'GET', path: '/v1/campaigns', sends: 'json' },
    get: { method: 'GET', path: '/v1/campaigns/{id}', sends: 'json' },
    create: { method: 'POST', path: '/v1/campaigns', sends: 'json' },
    update: { method: 'PATCH', path: '/v1/campaigns/{id}', sends: 'json' },
    plan: { method: 'POST', path: '/v1/campaigns/{id}/plan', sends: 'json' },
    test: { method: 'POST', path: '/v1/campaigns/{id}/test', sends: 'json' },
    launch: { method: 'POST', path: '/v1/campaigns/{id}/launch', sends: 'json' },
    undo: { method: 'POST', path: '/v1/campaigns/{id}/undo', sends: 'json' },
    pause: { method: 'POST', path: '/v1/campaigns/{id}/pause', sends: 'json' },
    resume: { method: 'POST', path: '/v1/campaigns/{id}/resume', sends: 'json' },
    stop: { method: 'POST', path: '/v1/campaigns/{id}/stop', sends: 'json' },
    report: { method: 'GET', path: '/v1/campaigns/{id}/report', sends: 'json' },
    recipients: { method: 'GET', path: '/v1/campaigns/{id}/recipients', sends: 'json' },
  },
  conversations: {
    list: { method: 'GET', path: '/v1/conversations', sends: 'json' },
    get: { method: 'GET', path: '/v1/conversations/{id}', sends: 'json' },
    messages: { method: 'GET', path: '/v1/conversations/{id}/messages', sends: 'json' },
    say: { method: 'POST', path: '/v1/conversations/{id}/messages', sends: 'json' },
    read: { method: 'POST', path: '/v1/conversations/{id}/read', sends: 'json' },
    close: { method: 'POST', path: '/v1/conversations/{id}/close', sends: 'json' },
    reopen: { method: 'POST', path: '/v1/conversations/{id}/reopen', sends: 'json' },
    start: { method: 'POST', path: '/v1/conversations', sends: 'json' },
  },
  messages: {
    send: { method: 'POST', path: '/v1/messages', sends: 'json' },
    get: { method: 'GET', path: '/v1/messages/{id}', sends: 'json' },
  },
  numbers: {
    list: { method: 'GET', path: '/v1/numbers', sends: 'json' },
    connect: { method: 'POST', path: '/v1/numbers', sends: 'json' },
    refresh: { method: 'POST', path: '/v1/numbers/{id}/refresh', sends: 'json' },
    pause: { method: 'POST', path: '/v1/numbers/{id}/pause', sends: 'json' },
    resume: { method: 'POST', path: '/v1/numbers/{id}/resume', sends: 'json' },
  },
  webhooks: {
    aside: { method: 'GET', path: '/v1/webhooks/aside', sends: 'json' },
    retry: { method: 'POST', path: '/v1/webhooks/aside/{id}/retry', sends: 'json' },
  },
  settings: {
    me: { method: 'GET', path: '/v1/me', sends: 'json' },
    update: { method: 'PATCH', path: '/v1/workspace', sends: 'json' },
    keys: { method: 'GET', path: '/v1/api-keys', sends: 'json' },
    createKey: { method: 'POST', path: '/v1/api-keys', sends: 'json' },
    revokeKey: { method: 'DELETE', path: '/v1/api-keys/{id}', sends: 'json' },
    audit: { method: 'GET', path: '/v1/audit', sends: 'json' },
  },
  home: {
    status: { method: 'GET', path: '/v1/status', sends: 'json' },
  },
  live: {
    stream: { method: 'GET', path: '/v1/live', sends: 'events' },
  },
} as const satisfies { readonly [Set in keyof Contract]: { readonly [Name in keyof Contract[Set]]: RouteLine } };
