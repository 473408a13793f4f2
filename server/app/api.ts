import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Contract, contract } from '#core/contract/contract.ts';
import { contactRoutes } from '#server/audience/contact/routes.ts';
import { importRoutes } from '#server/audience/import/routes.ts';
import { segmentRoutes } from '#server/audience/segment/routes.ts';
import { audienceOf } from '#server/audience/segment/segment.ts';
import { catalogRoutes, factRoutes, orderRoutes, productRoutes } from '#server/audience/shop/routes.ts';
import { doubtRoutes } from '#server/engagement/campaign/doubts.ts';
import { planRoutes } from '#server/engagement/campaign/plans.ts';
import { warmUpRoutes } from '#server/messaging/outbox/warm.routes.ts';
import { breakerRoutes } from '#server/messaging/outbox/breaker.routes.ts';
import { canaryRoutes } from '#server/engagement/campaign/canary.routes.ts';
import { answerReports } from '#server/engagement/campaign/report.routes.ts';
import { campaignRoutes } from '#server/engagement/campaign/routes.ts';
import { messageRoutes } from '#server/engagement/direct/routes.ts';
import { conversationRoutes } from '#server/engagement/inbox/routes.ts';
import { plannerRoutes } from '#server/insight/planner.routes.ts';
import { qualityRoutes } from '#server/insight/quality.routes.ts';
import { homeRoutes, timelineHandler } from '#server/insight/routes.ts';
import { webhookRoute } from '#server/messaging/inbound/inbound.ts';
import { webhookRoutes } from '#server/messaging/inbound/routes.ts';
import { mediaRoutes } from '#server/messaging/media/routes.ts';
import { formRoutes } from '#server/messaging/number/forms.ts';
import { numberRoutes } from '#server/messaging/number/routes.ts';
import { sendingRoutes } from '#server/messaging/outbox/routes.ts';
import { templateRoutes } from '#server/messaging/template/routes.ts';
import type { Answers } from '#server/platform/http/answers.ts';
import { fetchRoute } from '#server/platform/http/fetch-route.ts';
import { printOpenApi } from '#server/platform/http/openapi.ts';
import { openHttp } from '#server/platform/http/server.ts';
import { type LiveSubscriptions, openLiveSubscriptions } from '#server/platform/live.ts';
import type { OpenPlatform } from '#server/platform/open.ts';
import type { Platform } from '#server/platform/platform.ts';
import { noticeRoutes } from '#server/workspace/notices.ts';
import { settingsRoutes } from '#server/workspace/routes.ts';
import { clientAddressHeader, openSignIn, type SignIn } from '#server/workspace/sign-in.ts';
import { liveRoutes } from './live.ts';
import { version } from './version.ts';

export type ApiOptions = {
  readonly opened: OpenPlatform;
  readonly host: string;
  readonly port: number;
  /** Where the phones of the rehearsal are; undefined without one. */
  readonly phonesUrl: string | undefined;
  readonly checksReplies: boolean;
};

export type Api = { readonly port: number; readonly signIn: SignIn; readonly close: () => Promise<void> };

/** The folder of the built dashboard. */
const webFolder = resolve(import.meta.dirname, '../../web/dist/app');

/** Opens the API with the dashboard and the webhook door, and listens. */
export async function openApi(options: ApiOptions): Promise<Api> {
  const { opened } = options;
  const { platform } = opened;
  const signIn = openSignIn(platform);
  const subscriptions = openLiveSubscriptions(opened.databaseUrl, platform.log);
  const routes = answerContract({ platform, signIn, subscriptions, phonesUrl: options.phonesUrl });
  const http = await openHttp({
    platform,
    answers: Object.values(routes),
    fastRoutes: [webhookRoute(platform), fetchRoute({ prefix: '/auth/', clientHeader: clientAddressHeader, log: platform.log, answer: signIn.answer })],
    resolveCaller: signIn.resolve,
    openApi: printOpenApi(contract, { version, url: platform.publicUrl }),
    webFolder: existsSync(webFolder) ? webFolder : undefined,
    checksReplies: options.checksReplies,
  });
  const close = async (): Promise<void> => {
    await subscriptions.close();
    await http.close();
  };
  try {
    const port = await http.listen({ host: options.host, port: options.port });
    return { port, signIn, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Parts = { platform: Platform; signIn: SignIn; subscriptions: LiveSubscriptions; phonesUrl: string | undefined };

/** Who answers which part of the contract: the one list of all rooms with a door to the outside. */
function answerContract({ platform, signIn, subscriptions, phonesUrl }: Parts): { readonly [Part in keyof Contract]: Answers } {
  return {
    contacts: contactRoutes(platform, { timeline: timelineHandler(platform), audienceOf }),
    segments: segmentRoutes(platform),
    imports: importRoutes(platform),
    templates: templateRoutes(platform),
    media: mediaRoutes(platform),
    campaigns: [...campaignRoutes(platform), ...answerReports(platform)],
    plans: planRoutes(platform),
    planner: plannerRoutes(platform),
    quality: qualityRoutes(platform),
    warmUps: warmUpRoutes(platform),
    doubts: doubtRoutes(platform),
    canaries: canaryRoutes(platform),
    breakers: breakerRoutes(platform),
    conversations: conversationRoutes(platform),
    messages: messageRoutes(platform),
    numbers: numberRoutes(platform),
    sending: sendingRoutes(platform),
    webhooks: webhookRoutes(platform),
    settings: settingsRoutes(platform, signIn, phonesUrl),
    notices: noticeRoutes(platform),
    home: homeRoutes(platform, version),
    facts: factRoutes(platform),
    products: productRoutes(platform),
    orders: orderRoutes(platform),
    catalogs: catalogRoutes(platform),
    forms: formRoutes(platform),
    live: liveRoutes(subscriptions, platform.clock),
  };
}
