import type { WireTemplateCategory, WireTemplateComponent, WireTemplateStatus, WireTemplateStatusValue } from '#core/whatsapp/wire.ts';

import { printEscaped } from '../world/json.ts';
import type { Quality, Template, World } from '../world/world.ts';

/** What a status webhook may say beside the status (Meta, "message_template_status_update", of 2026-05-21, read 2026-11-22). */
type StatusMore = {
  rejection?: { reason: string; recommendation: string };
  other?: { title: 'FIRST_PAUSE' | 'SECOND_PAUSE' | 'RATE_LIMITING_PAUSE' | 'UNPAUSE' | 'DISABLED'; description: string };
  /** Milliseconds, UTC. */
  disabledAt?: number;
};

/** Tells `message_template_status_update`. Why and what to do instead is only told of INVALID_FORMAT, as Meta does. */
export function tellStatus(world: World, template: Template, event: WireTemplateStatus, more: StatusMore = {}): void {
  const reason = event === 'REJECTED' ? template.rejectedReason : event === 'PENDING_DELETION' ? null : 'NONE';
  const value: WireTemplateStatusValue = {
    event,
    ...whichOne(template),
    reason,
    message_template_category: template.category,
    ...(more.rejection === undefined || reason !== 'INVALID_FORMAT' ? {} : { rejection_info: more.rejection }),
    ...(more.other === undefined ? {} : { other_info: more.other }),
    ...(more.disabledAt === undefined ? {} : { disable_info: { disable_date: seconds(more.disabledAt) } }),
  };
  world.webhooks.tell(template.account, 'message_template_status_update', printEscaped(value), true);
}

/** Tells `message_template_quality_update`. */
export function tellQuality(world: World, template: Template, before: Quality): void {
  const value = { previous_quality_score: before, new_quality_score: template.quality, ...whichOne(template) };
  world.webhooks.tell(template.account, 'message_template_quality_update', printEscaped(value), true);
}

/** Tells `template_category_update` ahead: `new_category` is the present one, the change comes at `dueAt` (ms). */
export function tellCategoryNotice(world: World, template: Template, correct: WireTemplateCategory, dueAt: number): void {
  const value = { ...whichOne(template), new_category: template.category, correct_category: correct, category_update_timestamp: seconds(dueAt) };
  world.webhooks.tell(template.account, 'template_category_update', printEscaped(value), true);
}

/** Tells `template_category_update` once it has happened. */
export function tellCategoryDone(world: World, template: Template, before: WireTemplateCategory): void {
  const value = { ...whichOne(template), previous_category: before, new_category: template.category };
  world.webhooks.tell(template.account, 'template_category_update', printEscaped(value), true);
}

/** Tells `message_template_components_update` after an edit. Of the buttons only links and calls are told, as Meta does. */
export function tellComponents(world: World, template: Template): void {
  const value: Record<string, unknown> = whichOne(template);
  for (const component of template.components) Object.assign(value, wordsOf(component));
  world.webhooks.tell(template.account, 'message_template_components_update', printEscaped(value), true);
}

function wordsOf(component: WireTemplateComponent): Record<string, unknown> {
  switch (component.type) {
    case 'HEADER':
      return component.format === 'TEXT' ? { message_template_title: component.text } : {};
    case 'BODY':
      return { message_template_element: component.text };
    case 'FOOTER':
      return { message_template_footer: component.text };
    case 'BUTTONS':
      return component.buttons.some((one) => one.type === 'URL' || one.type === 'PHONE_NUMBER')
        ? {
            message_template_buttons: component.buttons.map((one) => ({
              message_template_button_type: one.type,
              message_template_button_text: one.text,
              ...(one.type === 'URL' ? { message_template_button_url: one.url } : {}),
              ...(one.type === 'PHONE_NUMBER' ? { message_template_button_phone_number: one.phone_number } : {}),
            })),
          }
        : {};
    case 'LIMITED_TIME_OFFER':
    case 'CAROUSEL':
    case 'CALL_PERMISSION_REQUEST':
      return {};
  }
}

/** Ids are integers here, strings in the API. */
function whichOne(template: Template): { message_template_id: number; message_template_name: string; message_template_language: string } {
  return { message_template_id: Number(template.id), message_template_name: template.name, message_template_language: template.language };
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}
