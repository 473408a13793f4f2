import { campaigns } from '#core/contract/campaigns.ts';
import { findBroadcastOfCampaign } from '#server/messaging/outbox/outbox.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { accessCampaign, changeCampaign, createCampaign, listCampaigns, makePlan, presentCampaign } from './campaign.ts';
import { launch, pause, resume, sendTest, stop, undo } from './launch.ts';
import { listPeople, report } from './report.ts';
import { tellCampaign, tellPlan, tellReport } from './tell.ts';

/** Answers `contract.campaigns`. */
export function campaignRoutes(platform: Platform): Answers {
  const { db } = platform;
  return answers(campaigns, {
    async list({ actor, language }, { query }) {
      const { items, next } = await listCampaigns(db, scopeOf(actor), query);
      return { items: items.map((campaign) => tellCampaign(campaign, language)), next };
    },
    async get({ actor, language }, { params }) {
      const campaign = await accessCampaign(db, actor, params.id);
      return tellCampaign(presentCampaign(campaign, await findBroadcastOfCampaign(db, scopeOf(actor), campaign.id)), language);
    },
    create: ({ actor, now }, { body }) => createCampaign(platform, actor, body, now),
    update: ({ actor, now }, { params, body }) => changeCampaign(platform, actor, params.id, body, now),
    plan: async ({ actor, now, language }, { params }) => tellPlan(await makePlan(platform, actor, params.id, now), language),
    test: ({ actor, now }, { params, body }) => sendTest(platform, actor, params.id, body, now),
    launch: async ({ actor, now, language }, { params, body }) => tellCampaign(await launch(platform, actor, params.id, body, now), language),
    undo: async ({ actor, now, language }, { params }) => tellCampaign(await undo(platform, actor, params.id, now), language),
    pause: async ({ actor, language }, { params }) => tellCampaign(await pause(platform, actor, params.id), language),
    resume: async ({ actor, language }, { params }) => tellCampaign(await resume(platform, actor, params.id), language),
    stop: async ({ actor, now, language }, { params }) => tellCampaign(await stop(platform, actor, params.id, now), language),
    report: async ({ actor, now, language }, { params }) => tellReport(await report(platform, actor, params.id, now, language), language),
    recipients: ({ actor, language }, { params, query }) => listPeople(platform, actor, params.id, query, language),
  });
}
