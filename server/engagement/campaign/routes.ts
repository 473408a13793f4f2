import { campaigns } from '#core/contract/campaigns.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { accessCampaign, changeCampaign, cloneCampaign, createCampaign, listCampaigns, makePlan, removeCampaign, showCampaign } from './campaign.ts';
import { scorePerson } from './etr.person.ts';
import { launch } from './launch.ts';
import { listBroadcastsOf } from './report.ts';
import { steerPace } from './pacing.ts';
import { pause, resume, stop, undo } from './steer.ts';
import { tellBroadcast, tellCampaign, tellPlan } from './tell.ts';
import { sendTest } from './trial.ts';

/** Answers `contract.campaigns`. */
export function campaignRoutes(platform: Platform): Answers {
  const { db } = platform;
  return answers(campaigns, {
    async list({ actor, language }, { query }) {
      const { items, next } = await listCampaigns(db, scopeOf(actor), query);
      return { items: items.map((campaign) => tellCampaign(campaign, language)), next };
    },
    get: async ({ actor, language }, { params }) => tellCampaign(await showCampaign(db, scopeOf(actor), await accessCampaign(db, actor, params.id)), language),
    create: ({ actor, now }, { body }) => createCampaign(platform, actor, body, now),
    update: ({ actor, now }, { params, body }) => changeCampaign(platform, actor, params.id, body, now),
    plan: async ({ actor, now, language }, { params }) => tellPlan(await makePlan(platform, actor, params.id, now), language),
    test: ({ actor, now }, { params, body }) => sendTest(platform, actor, params.id, body, now),
    clone: ({ actor, now }, { params }) => cloneCampaign(platform, actor, params.id, now),
    async remove({ actor }, { params }) {
      await removeCampaign(platform, actor, params.id);
      return { done: true };
    },
    async broadcasts({ actor, language }, { params, query }) {
      const { items, next } = await listBroadcastsOf(platform, actor, params.id, query);
      return { items: items.map((broadcast) => tellBroadcast(broadcast, language)), next };
    },
    etr: ({ actor, now, language }, { params }) => scorePerson(platform, actor, params, now, language),
    launch: async ({ actor, now, language }, { params, body }) => tellCampaign(await launch(platform, actor, params.id, body, now), language),
    undo: async ({ actor, now, language }, { params }) => tellCampaign(await undo(platform, actor, params.id, now), language),
    pause: async ({ actor, now, language }, { params }) => tellCampaign(await pause(platform, actor, params.id, now), language),
    resume: async ({ actor, now, language }, { params }) => tellCampaign(await resume(platform, actor, params.id, now), language),
    pace: async ({ actor, language }, { params, body }) => tellCampaign(await steerPace(platform, actor, params.id, body), language),
    stop: async ({ actor, now, language }, { params }) => tellCampaign(await stop(platform, actor, params.id, now), language),
  });
}
