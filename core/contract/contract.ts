import { campaigns } from './campaigns.ts';
import { contacts } from './contacts.ts';
import { conversations, messages } from './conversations.ts';
import { imports } from './imports.ts';
import { segments } from './segments.ts';
import { home, live, numbers, settings, webhooks } from './settings.ts';
import { media } from './media.ts';
import { notices } from './notices.ts';
import { facts, products, catalogs, forms, orders } from './shop.ts';
import { templates } from './templates.ts';

/** The whole HTTP API. The dashboard has no other door. */
export const contract = {
  contacts,
  segments,
  imports,
  templates,
  media,
  campaigns,
  conversations,
  messages,
  numbers,
  webhooks,
  settings,
  home,
  facts,
  products,
  orders,
  catalogs,
  forms,
  notices,
  live,
} as const;
export type Contract = typeof contract;
