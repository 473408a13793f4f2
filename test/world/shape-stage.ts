import type { TemplateContent } from '#core/whatsapp/template.ts';
import type { TemplateDraft } from '#core/whatsapp/law/template.ts';
import { defaultOptions } from '#emulator/emulator.ts';
import { ids, openStage, type Stage } from '#emulator/stage.ts';
import { toWireCreate } from '#server/messaging/template/wire.create.ts';
import { shapeForm } from './template-shapes.parts.ts';
import { shapeFiles } from './template-shapes.ts';

/** An answer of the Graph face. */
export type Answer = { readonly status: number; readonly body: Record<string, unknown> };

/** An emulator with a published form and samples of every kind, to which templates of ours are handed over HTTP. */
export type ShapeStage = {
  readonly stage: Stage;
  /** The draft with the id of a form that is there. */
  readonly withForm: (draft: TemplateDraft) => TemplateDraft;
  readonly create: (draft: TemplateDraft, name?: string) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

const formJson = {
  version: '7.0',
  screens: [
    {
      id: 'ASK',
      title: 'Ask',
      terminal: true,
      layout: {
        type: 'SingleColumnLayout',
        children: [
          { type: 'TextInput', name: 'name', label: 'Your name', required: true },
          { type: 'Footer', label: 'Next', 'on-click-action': { name: 'complete', payload: { name: '${form.name}' } } },
        ],
      },
    },
  ],
};

/** Opens the emulator; its robot decides at once, and its hourly allowance is out of the way. */
export async function openShapeStage(): Promise<ShapeStage> {
  const stage = await openStage({ settings: { template_review: 'rules', template_review_delay_ms: 0, templates_per_hour: 10_000 } });
  const handles = new Map([
    [shapeFiles.image, await handleOf(stage, 'image/png', 'a.png')],
    [shapeFiles.video, await handleOf(stage, 'video/mp4', 'a.mp4')],
    [shapeFiles.document, await handleOf(stage, 'application/pdf', 'a.pdf')],
  ]);
  const made = await stage.graph('POST', `${ids.account}/flows`, {
    name: 'table',
    categories: ['OTHER'],
    flow_json: JSON.stringify(formJson),
    publish: true,
  });
  if (made.status !== 200) throw new Error(`no form: ${JSON.stringify(made.body)}`);
  const withForm = (draft: TemplateDraft): TemplateDraft => ({ ...draft, content: placeForm(draft.content, String(made.body['id'])) });
  return {
    stage,
    withForm,
    create: (draft, name = draft.name) =>
      stage.graph('POST', `${ids.account}/message_templates`, toWireCreate({ name, category: draft.category }, withForm(draft), handles)),
    close: () => stage.close(),
  };
}

function placeForm(content: TemplateContent, form: string): TemplateContent {
  const buttons = content.buttons.map((button) => (button.kind === 'form' && button.form === shapeForm ? { ...button, form } : button));
  return { ...content, buttons };
}

/** The resumable upload, as samples of headers need it. The bytes say nothing; the emulator believes the announced type. */
async function handleOf(stage: Stage, mime: string, name: string): Promise<string> {
  const bytes = Buffer.from('a sample');
  const opened = await stage.graph('POST', `${ids.app}/uploads?file_name=${name}&file_length=${bytes.length}&file_type=${encodeURIComponent(mime)}`);
  const answer = await fetch(`${stage.emulator.url}/v24.0/${String(opened.body['id'])}`, {
    method: 'POST',
    headers: { authorization: `OAuth ${defaultOptions.app.token}`, file_offset: '0' },
    body: bytes,
  });
  const done = (await answer.json()) as { h?: string };
  if (done.h === undefined) throw new Error(`no handle for ${name}: ${JSON.stringify(done)}`);
  return done.h;
}
