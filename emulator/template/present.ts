import { controlRoot } from '#core/rehearsal/rehearsal.ts';
import type { WireTemplate, WireTemplateButton, WireTemplateComponent } from '#core/whatsapp/wire.ts';

import { pickFields } from '../graph/pages.ts';
import { handleMedia } from '../graph/uploads.ts';
import type { Template, World } from '../world/world.ts';

/** What is read of a template when no fields are asked for. */
const defaults = [
  'name',
  'parameter_format',
  'components',
  'language',
  'status',
  'category',
  'sub_category',
  'previous_category',
  'library_template_name',
  'id',
];

/** A template as it is read, with the fields that were asked for (a list in any form) or Meta's own choice. */
export function presentTemplate(world: World, template: Template, fields?: unknown): Record<string, unknown> {
  return pickFields(
    allFields(world, template),
    fields,
    defaults.filter((name) => name in optional(template) || !rare.has(name)),
  );
}

const rare: ReadonlySet<string> = new Set(['sub_category', 'previous_category', 'library_template_name']);

/** A template as the control API lists it: its default fields, typed. */
export function describeTemplate(world: World, template: Template): WireTemplate {
  return {
    name: template.name,
    parameter_format: template.format,
    components: template.components.map((one) => presentComponent(world, one)),
    language: template.language,
    status: template.status,
    category: template.category,
    id: template.id,
  };
}

function allFields(world: World, template: Template): Record<string, unknown> {
  return {
    ...describeTemplate(world, template),
    rejected_reason: template.rejectedReason,
    quality_score: { score: template.quality, date: Math.floor(template.qualityAt / 1000) },
    cta_url_link_tracking_opted_out: template.linkTrackingOptedOut,
    health_status: healthOf(world, template),
    created_time: new Date(template.createdAt).toISOString(),
    last_updated_time: new Date(template.editedAt.at(-1) ?? template.createdAt).toISOString(),
    ...optional(template),
  };
}

/** Fields that are only there when they have a value. */
function optional(template: Template): Record<string, unknown> {
  return {
    ...(template.previousCategory === null ? {} : { previous_category: template.previousCategory }),
    ...(template.correctCategory === null ? {} : { correct_category: template.correctCategory }),
    ...(template.libraryName === null ? {} : { library_template_name: template.libraryName }),
    ...(template.ttlSeconds === null ? {} : { message_send_ttl_seconds: template.ttlSeconds }),
    ...(template.freedom === null ? {} : { degrees_of_freedom_spec: template.freedom }),
  };
}

/** Can it be sent, and if not why (Meta, "Messaging health status", read 2026-11-22; 141002 is the code of facts §5.3). */
function healthOf(world: World, template: Template): Record<string, unknown> {
  const account = world.accounts.get(template.account);
  const canSend = template.status === 'APPROVED';
  const entity = {
    entity_type: 'MESSAGE_TEMPLATE',
    id: template.id,
    can_send_message: canSend ? 'AVAILABLE' : 'BLOCKED',
    ...(canSend
      ? {}
      : {
          errors: [
            {
              error_code: 141002,
              error_description: `The message template is not approved: its status is ${template.status}.`,
              possible_solution: 'Wait until the template is approved, or edit it and submit it again.',
            },
          ],
        }),
  };
  const isBanned = account?.banState === 'DISABLE';
  const owner = { entity_type: 'WABA', id: template.account, can_send_message: isBanned ? 'BLOCKED' : 'AVAILABLE' };
  return { can_send_message: canSend && !isBanned ? 'AVAILABLE' : 'BLOCKED', entities: [entity, owner] };
}

/** A handle reads back as an address the file can be loaded from. */
function presentComponent(world: World, component: WireTemplateComponent): WireTemplateComponent {
  switch (component.type) {
    case 'HEADER': {
      if (component.format === 'TEXT' || !('example' in component)) return component;
      const handles = component.example?.header_handle ?? [];
      return { ...component, example: { header_handle: handles.map((handle) => `${world.url}${controlRoot}/media/${handleMedia(world, handle)?.id ?? '0'}`) } };
    }
    case 'BUTTONS':
      return { type: 'BUTTONS', buttons: component.buttons.map((button) => presentButton(button)) };
    case 'CAROUSEL':
      return { type: 'CAROUSEL', cards: component.cards.map((card) => ({ components: card.components.map((one) => presentComponent(world, one)) })) };
    case 'BODY':
    case 'FOOTER':
    case 'LIMITED_TIME_OFFER':
    case 'CALL_PERMISSION_REQUEST':
      return component;
  }
}

const otpAddress = 'https://www.whatsapp.com/otp/code/';

/** A one-time passcode button is created as OTP and reads back as a URL (facts §1.1.3; the address is as accounts have read it). */
function presentButton(button: WireTemplateButton): WireTemplateButton {
  if (button.type !== 'OTP') return button;
  const query = `otp_type=${button.otp_type}${button.supported_apps === undefined ? '' : `&package_name=${button.supported_apps[0]?.package_name ?? ''}&signature_hash=${encodeURIComponent(button.supported_apps[0]?.signature_hash ?? '')}`}`;
  return { type: 'URL', text: button.text, url: `${otpAddress}?${query}&code=otp{{1}}`, example: [`${otpAddress}?${query}&code=otp123456`] };
}
