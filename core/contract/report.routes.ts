import { z } from 'zod';
import { spokenLanguages } from '#core/value/say.ts';
import { CampaignReply, Recipient, recipientStates, RecipientTrace, Report, ReportShare, SharedReport } from './report.ts';
import { page, pageQuery, route } from './route.ts';
import { Country, Done, PublicId } from './shapes.ts';

const one = z.object({ id: PublicId });
/** Of which broadcast; the latest when left out. */
const ofBroadcast = { broadcast: PublicId.optional() };
/** In which language a file is written; by `Accept-Language` when left out. */
const inWords = { words: z.enum(spokenLanguages).optional() };

/** Which people of a sending: everybody when nothing is named, and with several bounds those within all of them. */
export const recipientFilter = {
  state: z.enum([...recipientStates, 'replied', 'tapped', 'harmed']).optional(),
  /** A code of Meta’s, of those who failed with it. */
  code: z.coerce.number().int().optional(),
  /** Why they were left out. */
  reason: z.string().max(80).optional(),
  country: Country.optional(),
  /** A language of the template, such as `pt_BR`. */
  language: z.string().max(20).optional(),
  /** The label of a button, of those who tapped it. */
  button: z.string().max(60).optional(),
  /** Words of their name, or digits of their phone. */
  search: z.string().max(80).optional(),
};

/** A link lives for so many days at most. */
export const shareDaysMost = 365;

/** What a report is read by, and what can be done from it. They stand beside the other routes of campaigns. */
export const reportRoutes = {
  report: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/report',
    summary: 'What became of it until now.',
    scope: 'campaigns:read',
    params: one,
    query: z.object(ofBroadcast),
    reply: Report,
  }),
  recipients: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/recipients',
    summary: 'Person by person: state, time and reason. A page may be short and still have a next one.',
    scope: 'campaigns:read',
    params: one,
    query: z.object({ ...pageQuery, ...ofBroadcast, ...recipientFilter }),
    reply: page(Recipient),
  }),
  recipient: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/recipients/{seq}',
    summary: 'One person with everything that happened: the verdict, the attempts, the times, the answers.',
    scope: 'campaigns:read',
    params: z.object({ id: PublicId, seq: z.coerce.number().int().min(1).max(2_147_483_647) }),
    query: z.object(ofBroadcast),
    reply: RecipientTrace,
  }),
  replies: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/replies',
    summary: 'What people answered to it, the latest first.',
    scope: 'campaigns:read',
    params: one,
    query: z.object({ ...pageQuery, ...ofBroadcast }),
    reply: page(CampaignReply),
  }),
  leaveOut: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/leave-out',
    summary: 'Keeps those who failed with a code from every later sending, until they write to us.',
    scope: 'contacts:write',
    params: one,
    body: z.object({ code: z.number().int(), broadcast: PublicId.optional(), dry_run: z.boolean().default(false) }),
    reply: z.object({ people: z.number().int() }),
  }),
  peopleCsv: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/recipients.csv',
    summary: 'The same people as a CSV file.',
    scope: 'campaigns:read',
    params: one,
    query: z.object({ ...ofBroadcast, ...recipientFilter, ...inWords }),
    sends: 'file',
    reply: z.unknown(),
  }),
  numbersCsv: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/report.csv',
    summary: 'The numbers of the report as a CSV file.',
    scope: 'campaigns:read',
    params: one,
    query: z.object({ ...ofBroadcast, ...inWords }),
    sends: 'file',
    reply: z.unknown(),
  }),
  pdf: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/report.pdf',
    summary: 'The report on paper, in the language asked for.',
    scope: 'campaigns:read',
    params: one,
    query: z.object({ ...ofBroadcast, ...inWords }),
    sends: 'file',
    reply: z.unknown(),
  }),
  share: route({
    method: 'POST',
    path: '/v1/campaigns/{id}/share',
    summary: 'Makes a read-only link to the numbers; its address is shown this once.',
    scope: 'campaigns:write',
    params: one,
    body: z.object({ broadcast: PublicId.optional(), days: z.number().int().min(1).max(shareDaysMost).default(30), with_cost: z.boolean().default(false) }),
    reply: ReportShare.extend({ token: z.string(), url: z.string() }),
    conceals: ['token', 'url'],
    status: 201,
  }),
  shares: route({
    method: 'GET',
    path: '/v1/campaigns/{id}/shares',
    summary: 'Its links, the newest first.',
    scope: 'campaigns:read',
    params: one,
    reply: z.object({ items: z.array(ReportShare) }),
  }),
  unshare: route({
    method: 'DELETE',
    path: '/v1/campaigns/{id}/shares/{share}',
    summary: 'Ends a link at once.',
    scope: 'campaigns:write',
    params: z.object({ id: PublicId, share: PublicId }),
    reply: Done,
  }),
  shared: route({
    method: 'GET',
    path: '/v1/shared-reports/{token}',
    summary: 'The numbers behind a link, for whoever holds it.',
    scope: null,
    params: z.object({ token: z.string().min(20).max(100) }),
    reply: SharedReport,
  }),
};
