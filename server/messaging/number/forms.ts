import { forms } from '#core/contract/shop.ts';
import { readId } from '#core/contract/read-id.ts';
import { say } from '#core/contract/say.ts';
import { listForms, readScreens } from '#server/cloud-api/forms.ts';
import { answers, type Answers } from '#server/platform/http/answers.ts';
import { type Platform, scopeOf } from '#server/platform/platform.ts';
import { defaultNumber, openLine } from './number.ts';
import { platformRefusal } from './words.ts';

/** Forms whose screens are read: each is two calls to Meta, and a list for choosing needs no more. */
const screensReadMost = 50;
/** Calls at once: Meta counts them by the hour, not by the second. */
const readAtOnce = 5;

/** Answers the contract's forms, read at Meta each time: they are made there, and change there. */
export function formRoutes(platform: Platform): Answers {
  return answers(forms, {
    list: async ({ actor }, { query }) => {
      const scope = scopeOf(actor);
      const number = query.number === undefined ? (await defaultNumber(platform.db, scope)).id : readId('number', query.number, '/query/number');
      const line = await openLine(platform, platform.db, scope, number);
      const listed = await listForms(line.caller, line.accountMetaId);
      if (!listed.ok) throw platformRefusal(listed.error, say('doing_forms'));
      const screens = new Map<string, string[]>();
      const sendable = listed.value.filter(({ status }) => status !== 'DEPRECATED').slice(0, screensReadMost);
      for (let first = 0; first < sendable.length; first += readAtOnce) {
        const read = await Promise.all(sendable.slice(first, first + readAtOnce).map(async ({ id }) => ({ id, answer: await readScreens(line.caller, id) })));
        for (const { id, answer } of read) {
          if (!answer.ok) throw platformRefusal(answer.error, say('doing_forms'));
          screens.set(id, answer.value);
        }
      }
      return { items: listed.value.map(({ id, name, status }) => ({ id, name, state: status, screens: screens.get(id) ?? [] })) };
    },
  });
}
