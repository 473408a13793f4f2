import { about } from './about.ts';
import { campaigns } from './campaigns.ts';
import { canary } from './canary.ts';
import { compose } from './compose.ts';
import { contacts } from './contacts.ts';
import { desk } from './desk.ts';
import { dials } from './dials.ts';
import { doubt } from './doubt.ts';
import { editor } from './editor.ts';
import { form } from './form.ts';
import { gallery } from './gallery.ts';
import { free } from './free.ts';
import { home } from './home.ts';
import { imports } from './imports.ts';
import { inbox } from './inbox.ts';
import { inspect } from './inspect.ts';
import { notices } from './notices.ts';
import { media } from './media.ts';
import { person } from './person.ts';
import { phone } from './phone.ts';
import { plan } from './plan.ts';
import { planner } from './planner.ts';
import { quality } from './quality.ts';
import { report } from './report.ts';
import { segments } from './segments.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { shop } from './shop.ts';
import { templates } from './templates.ts';
import { wall } from './wall.ts';

/** Everything the dashboard says, in English. Messages are ICU; a value in bold stands in `<b>…</b>`. */
export const words = {
  shell,
  shop,
  home,
  contacts,
  report,
  segments,
  imports,
  settings,
  templates,
  notices,
  gallery,
  editor,
  doubt,
  campaigns,
  canary,
  compose,
  free,
  inbox,
  media,
  person,
  phone,
  plan,
  planner,
  quality,
  wall,
  form,
  inspect,
  desk,
  dials,
  about,
};

/** The shape every language fills: the same areas with the same keys. */
export type Words = typeof words;
