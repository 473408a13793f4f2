import { reportRoutes } from '#core/contract/report.routes.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { getWorkspace } from '#server/workspace/workspace.ts';
import { fileName, numbersCsv, peopleCsv } from './csv.ts';
import { leaveOut } from './leave-out.ts';
import { reportPdf } from './paper.ts';
import { listCampaignReplies, listPeople } from './people.ts';
import { report } from './report.ts';
import { endShare, listShares, sharedReport, shareReport } from './share.ts';
import { tellReport } from './tell.ts';
import { tracePerson } from './trace.ts';

/** Answers `reportRoutes`, the part of `contract.campaigns` that looks at what became of them. */
export function answerReports(platform: Platform): Answers {
  return answers(reportRoutes, {
    report: async ({ actor, now, language }, { params, query }) =>
      tellReport(await report(platform, actor, params.id, now, { language, broadcast: query.broadcast }), language),
    recipients: ({ actor, language }, { params, query }) => listPeople(platform, actor, params.id, query, language),
    recipient: ({ actor, language }, { params, query }) => tracePerson(platform, actor, { ...params, ...query }, language),
    replies: ({ actor }, { params, query }) => listCampaignReplies(platform, actor, params.id, query),
    leaveOut: ({ actor, now }, { params, body }) => leaveOut(platform, actor, params.id, body, now),
    peopleCsv: ({ actor, language }, { params, query }) => peopleCsv(platform, actor, params.id, query, query.words ?? language),
    numbersCsv: async ({ actor, now, language }, { params, query }) =>
      numbersCsv(await report(platform, actor, params.id, now, { language: query.words ?? language, broadcast: query.broadcast }), query.words ?? language),
    async pdf({ actor, now, ...call }, { params, query }) {
      const language = query.words ?? call.language;
      const made = await report(platform, actor, params.id, now, { language, broadcast: query.broadcast });
      const house = await getWorkspace(platform.db, scopeOf(actor));
      return { type: 'application/pdf', filename: fileName(made.campaign.name, 'report.pdf'), bytes: await reportPdf(made, house, language) };
    },
    share: ({ actor, now }, { params, body }) => shareReport(platform, actor, params.id, body, now),
    shares: ({ actor }, { params }) => listShares(platform, actor, params.id),
    async unshare({ actor, now }, { params }) {
      await endShare(platform, actor, params, now);
      return { done: true };
    },
    shared: ({ now, language }, { params }) => sharedReport(platform, params.token, now, language),
  });
}
