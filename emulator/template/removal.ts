import { messageStates } from '../world/ledger.ts';
import { keepMeta, keepTemplate, type Template, templateKey, type World } from '../world/world.ts';
import { badStatus } from './refusals.ts';
import { tellStatus } from './tell.ts';

const day = 24 * 60 * 60 * 1000;

/** Meta: the name of an approved template that was deleted is blocked for 30 days; undelivered sends keep it that long. */
const nameBlockedMilliseconds = 30 * day;

/** Meta, "Template archival" of 2026-06-02 (read 2026-11-22): archived after 12 months unused, deleted 28 days later. */
const idleMilliseconds = 365 * day;
const archivedMilliseconds = 28 * day;

/** Deletes templates for good; with messages still under way they stay PENDING_DELETION until those are through, at most 30 days. */
export function removeTemplates(world: World, doomed: readonly Template[]): void {
  const disabled = doomed.find((one) => one.status === 'DISABLED');
  if (disabled !== undefined) throw badStatus(`The message template "${disabled.name}" is disabled and can't be deleted.`);
  for (const template of doomed) {
    const wasSendable = template.status === 'APPROVED' || template.status === 'PAUSED' || template.status === 'ARCHIVED';
    template.deletedAt = world.clock.now();
    if (wasSendable) blockName(world, template, doomed);
    if (hasUnderWay(world, template)) {
      template.status = 'PENDING_DELETION';
      // Its name is blocked from here on; nothing finds it by its name any more.
      world.templateNames.delete(templateKey(template.account, template.name, template.language));
      keepTemplate(world, template);
      tellStatus(world, template, 'PENDING_DELETION');
    } else drop(world, template);
  }
  keepMeta(world);
}

/** The whole name is blocked when its last language goes, otherwise that language of it. */
function blockName(world: World, template: Template, doomed: readonly Template[]): void {
  const now = world.clock.now();
  for (const [key, until] of world.blockedNames) if (until <= now) world.blockedNames.delete(key);
  let isLast = true;
  for (const one of world.templates.values())
    if (one.account === template.account && one.name === template.name && one !== template && !doomed.includes(one)) isLast = false;
  const key = isLast ? `${template.account}/${template.name}` : templateKey(template.account, template.name, template.language);
  world.blockedNames.set(key, now + nameBlockedMilliseconds);
}

/** Asked of the file only when it was sent lately: it may hold millions of messages. */
function hasUnderWay(world: World, template: Template): boolean {
  if (template.lastSentAt < world.clock.now() - nameBlockedMilliseconds || template.lastSentAt === 0) return false;
  const states = ['accepted', 'held', 'sent'].map((state) => messageStates.findIndex((one) => one === state));
  const sql = 'SELECT id FROM message WHERE mine = 0 AND template = ? AND state IN (?, ?, ?) LIMIT 1';
  return world.ledger.ask(sql, template.id, ...states).length > 0;
}

function drop(world: World, template: Template): void {
  world.templates.delete(template.id);
  const key = templateKey(template.account, template.name, template.language);
  if (world.templateNames.get(key) === template) world.templateNames.delete(key);
  world.store.drop('template', template.id);
  world.live.tell({ kind: 'template', id: template.id });
  template.status = 'DELETED';
  tellStatus(world, template, 'DELETED');
}

/**
 * Does what time has brought: ends deletions that were waiting, archives what nobody used for a year, deletes what has been
 * archived for 28 days. Called before templates are read or made, so that no timer stands a year ahead.
 */
export function sweepTemplates(world: World, account: string): void {
  const now = world.clock.now();
  for (const template of world.templates.values()) {
    if (template.account !== account) continue;
    if (template.status === 'PENDING_DELETION') {
      if ((template.deletedAt ?? now) <= now - nameBlockedMilliseconds || !hasUnderWay(world, template)) drop(world, template);
    } else if (template.archivedAt !== null) {
      if (template.archivedAt <= now - archivedMilliseconds) drop(world, template);
    } else if (isIdle(template, now)) archive(world, template);
  }
}

function isIdle(template: Template, now: number): boolean {
  return Math.max(template.createdAt, template.editedAt.at(-1) ?? 0, template.lastSentAt, template.unarchivedAt ?? 0) <= now - idleMilliseconds;
}

/** Archives one template: it can't be sent, and is deleted in 28 days. */
export function archive(world: World, template: Template): void {
  template.archivedAt = world.clock.now();
  template.status = 'ARCHIVED';
  keepTemplate(world, template);
  tellStatus(world, template, 'ARCHIVED');
}

/** Brings an archived template back to the status it had; it counts as used now. */
export function unarchive(world: World, template: Template): void {
  template.archivedAt = null;
  template.status = template.rejectedReason === 'NONE' ? 'APPROVED' : 'REJECTED';
  template.unarchivedAt = world.clock.now();
  keepTemplate(world, template);
  tellStatus(world, template, 'UNARCHIVED');
}
