import type { Words } from '../en/words.ts';
import { about } from './about.ts';
import { campaigns } from './campaigns.ts';
import { contacts } from './contacts.ts';
import { desk } from './desk.ts';
import { dials } from './dials.ts';
import { form } from './form.ts';
import { home } from './home.ts';
import { imports } from './imports.ts';
import { inbox } from './inbox.ts';
import { inspect } from './inspect.ts';
import { person } from './person.ts';
import { phone } from './phone.ts';
import { segments } from './segments.ts';
import { settings } from './settings.ts';
import { shell } from './shell.ts';
import { templates } from './templates.ts';
import { wall } from './wall.ts';

/** Everything the dashboard says, in French. */
export const words: Words = {
  shell,
  home,
  contacts,
  segments,
  imports,
  settings,
  templates,
  campaigns,
  inbox,
  person,
  phone,
  wall,
  form,
  inspect,
  desk,
  dials,
  about,
};
