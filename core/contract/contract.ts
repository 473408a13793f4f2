import { campaigns } from './campaigns.ts';
import { breakers, canaries } from './canary.ts';
import { contacts } from './contacts.ts';
import { conversations, messages } from './conversations.ts';
import { doubts } from './doubts.ts';
import { imports } from './imports.ts';
import { segments } from './segments.ts';
import { sending } from './sending.ts';
import { home, live, numbers, settings, webhooks } from './settings.ts';
import { media } from './media.ts';
import { notices } from './notices.ts';
import { planner } from './planner.ts';
import { quality, warmUps } from './quality.ts';
import { reportRoutes } from './report.routes.ts';
import { facts, products, catalogs, forms, orders } from './shop.ts';
import { plans } from './plans.ts';
import { templates } from './templates.ts';

/** The whole HTTP API. The dashboard has no other door. */
export const contract = {
  contacts,
  segments,
  imports,
  templates,
  media,
  campaigns: { ...campaigns, ...reportRoutes },
  plans,
  planner,
  quality,
  warmUps,
  doubts,
  canaries,
  breakers,
  conversations,
  messages,
  numbers,
  sending,
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
