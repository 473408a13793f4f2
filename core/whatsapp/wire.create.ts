/**
 * What a template is asked for with, as Meta spells it: the part of `wire.ts` that only goes out. Shapes only, no laws. Source: the
 * project's digest of Meta's docs (Graph v23–v26), read 2026-11-22.
 */
import type { WireOtpApp, WireParameterFormat, WireTemplateButton, WireTemplateCategory, WireTemplateComponent } from './wire.ts';

/** A button as it is asked for: labels that are Meta's own are left out. */
export type WireAskedButton =
  | Exclude<WireTemplateButton, { type: 'COPY_CODE' | 'OTP' | 'REQUEST_CONTACT_INFO' | 'CATALOG' }>
  | { type: 'COPY_CODE'; example: string }
  | { type: 'REQUEST_CONTACT_INFO' }
  | { type: 'CATALOG' | 'MPM' | 'SPM' | 'VOICE_CALL'; text: string }
  | {
      type: 'OTP';
      otp_type: 'COPY_CODE' | 'ONE_TAP' | 'ZERO_TAP';
      text?: string;
      autofill_text?: string;
      zero_tap_terms_accepted?: boolean;
      supported_apps?: WireOtpApp[];
    };

/** A component as it is asked for. Of authentication templates the words are Meta's, so only choices are made. */
export type WireAskedComponent =
  | Exclude<WireTemplateComponent, { type: 'BUTTONS' | 'CAROUSEL' }>
  | { type: 'BODY'; add_security_recommendation: boolean }
  | { type: 'FOOTER'; code_expiration_minutes: number }
  | { type: 'BUTTONS'; buttons: WireAskedButton[] }
  | { type: 'CAROUSEL'; cards: { components: WireAskedComponent[] }[] };

/** Body of `POST /{business_account_id}/message_templates`. */
export type WireTemplateCreate = {
  name: string;
  language: string;
  category: WireTemplateCategory;
  parameter_format?: WireParameterFormat;
  components: WireAskedComponent[];
  message_send_ttl_seconds?: number;
  cta_url_link_tracking_opted_out?: boolean;
};
