import { z } from 'zod';
import { page, pageQuery, route } from './route.ts';
import { Done, PublicId, Time } from './shapes.ts';

/** What a file is, by its bytes. A sticker is a WebP of 512 × 512 pixels. */
export const mediaKinds = ['image', 'sticker', 'video', 'audio', 'document'] as const;
export type MediaKind = (typeof mediaKinds)[number];

/** The kinds of message that can carry a file. A voice note is its own kind, since WhatsApp draws a wave for it only when it is OGG Opus. */
export const mediaUses = ['image', 'sticker', 'video', 'audio', 'voice', 'document'] as const;
export type MediaUse = (typeof mediaUses)[number];

/** `working`: it is being turned into what WhatsApp takes; `refused`: that failed, and `reason` says why. */
export const mediaStates = ['ready', 'working', 'refused'] as const;

/** What can be made of a file. */
export const mediaMakes = ['image', 'sticker', 'voice', 'video'] as const;
export type MediaMake = (typeof mediaMakes)[number];

/** A folder is a name; one that no file is in does not exist. */
const Folder = z.string().trim().max(100);
const Tag = z.string().trim().min(1).max(60);
/** Nobody finds a file again by its twenty-first tag. */
const Tags = z.array(Tag).max(20);
const Alt = z.string().trim().max(1000);
const Name = z.string().trim().min(1).max(200);

export const Media = z.object({
  id: PublicId,
  name: z.string(),
  mime: z.string(),
  bytes: z.number().int(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  kind: z.enum(mediaKinds),
  state: z.enum(mediaStates),
  /** Why it is refused, in the reader's language; null otherwise. */
  reason: z.string().nullable(),
  /** Empty when it lies in none. */
  folder: z.string(),
  tags: z.array(z.string()),
  /** What one sees, for those who do not see it; empty when nobody has written it. */
  alt: z.string(),
  /** How long it plays, where that is known. */
  seconds: z.number().nullable(),
  animated: z.boolean(),
  /** What was done to it when it came, in the reader's language: "Turned upright", "Place and camera removed". */
  done: z.array(z.string()),
  /** The file it was made from. */
  original: PublicId.nullable(),
  /** The kinds of message that take it as it is; empty while it is worked on or when none does. */
  fits: z.array(z.enum(mediaUses)),
  /** What can be made of it here and now. */
  makes: z.array(z.enum(mediaMakes)),
  /** Templates, campaigns and products that name it. */
  used_by: z.number().int(),
  /** Whether `GET …/thumbnail` has a picture of it. */
  has_thumbnail: z.boolean(),
  created_at: Time,
});
export type Media = z.infer<typeof Media>;

/** One place where a file is used. */
export const MediaPlace = z.object({
  what: z.enum(['template', 'campaign', 'broadcast', 'product', 'message']),
  /** Border id of the template, campaign, broadcast or message; what the shop calls a product. */
  id: z.string(),
  name: z.string(),
  at: Time.nullable(),
});
export type MediaPlace = z.infer<typeof MediaPlace>;

const one = z.object({ id: PublicId });
const described = { folder: Folder.default(''), alt: Alt.default('') };
/** In an upload, which has no JSON: `spring,coffee`. */
const TagWords = z
  .string()
  .max(2000)
  .default('')
  .transform((words) => words.split(',').map((word) => word.trim()))
  .transform((words) => words.filter((word) => word !== ''))
  .pipe(Tags);

export const media = {
  list: route({
    method: 'GET',
    path: '/v1/media',
    summary: 'The media library, newest first. `from=people` lists the files that people sent instead.',
    scope: 'messages:read',
    query: z.object({
      ...pageQuery,
      q: z.string().max(200).optional(),
      folder: z.string().max(100).optional(),
      tag: z.string().max(60).optional(),
      kind: z.enum(mediaKinds).optional(),
      /** Only files that this kind of message takes. */
      fits: z.enum(mediaUses).optional(),
      from: z.enum(['library', 'people']).default('library'),
    }),
    reply: page(Media),
  }),
  folders: route({
    method: 'GET',
    path: '/v1/media/folders',
    summary: 'Folders and tags of the library with how many files they hold, and whether this installation can turn films and sounds.',
    scope: 'messages:read',
    reply: z.object({
      total: z.number().int(),
      folders: z.array(z.object({ name: z.string(), files: z.number().int() })),
      tags: z.array(z.object({ name: z.string(), files: z.number().int() })),
      /** Null when films and sounds can be turned; else why not and the cure. */
      films: z.string().nullable(),
    }),
  }),
  create: route({
    method: 'POST',
    path: '/v1/media',
    summary: 'Uploads a file (multipart part `file`; parts `folder`, `tags` divided by commas, `alt` before it). Its type is read from its bytes.',
    scope: 'messages:write',
    query: z.object({ ...described, tags: TagWords }),
    upload: true,
    reply: Media,
    status: 201,
  }),
  fromLink: route({
    method: 'POST',
    path: '/v1/media/from-link',
    summary: 'Fetches a file from a public address and keeps it, as if it had been uploaded.',
    scope: 'messages:write',
    body: z.object({ url: z.string().max(4000), name: Name.optional(), ...described, tags: Tags.default([]) }),
    reply: Media,
    status: 201,
  }),
  get: route({
    method: 'GET',
    path: '/v1/media/{id}',
    summary: 'One file.',
    scope: 'messages:read',
    params: one,
    reply: Media,
  }),
  update: route({
    method: 'PATCH',
    path: '/v1/media/{id}',
    summary: 'Changes its name, folder, tags or alternative text; what is left out stays.',
    scope: 'messages:write',
    params: one,
    body: z.object({ name: Name.optional(), folder: Folder.optional(), tags: Tags.optional(), alt: Alt.optional() }),
    reply: Media,
  }),
  remove: route({
    method: 'DELETE',
    path: '/v1/media/{id}',
    summary: 'Takes a file out of the library. Refused while a template, campaign or product uses it. What was sent keeps its picture.',
    scope: 'messages:write',
    params: one,
    reply: Done,
  }),
  convert: route({
    method: 'POST',
    path: '/v1/media/{id}/make',
    summary: 'Makes a picture, sticker, voice note or video of a file: a new one beside it. The same made twice is one.',
    scope: 'messages:write',
    params: one,
    body: z.object({ make: z.enum(mediaMakes) }),
    reply: Media,
    status: 201,
  }),
  usage: route({
    method: 'GET',
    path: '/v1/media/{id}/uses',
    summary: 'Where a file is used, where it was sent lately, and until when Meta keeps it for which number.',
    scope: 'messages:read',
    params: one,
    reply: z.object({
      places: z.array(MediaPlace),
      at_meta: z.array(z.object({ number: PublicId, phone: z.string(), until: Time })),
    }),
  }),
  content: route({
    method: 'GET',
    path: '/v1/media/{id}/content',
    summary: 'The bytes.',
    scope: 'messages:read',
    params: one,
    reply: z.unknown(),
    sends: 'file',
  }),
  thumbnail: route({
    method: 'GET',
    path: '/v1/media/{id}/thumbnail',
    summary: 'A small picture of a picture, sticker or film.',
    scope: 'messages:read',
    params: one,
    reply: z.unknown(),
    sends: 'file',
  }),
};
