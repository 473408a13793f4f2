import type { BubbleContent } from '#core/rehearsal/bubble.ts';

import { missingParameter, sendRefusal } from '../../graph/errors.ts';
import type { Draft, Frame } from './draft.ts';
import { messageLimits } from './limits.ts';
import { checkSpan, findText, needList, type Part, partIn } from './read.ts';

type Section = Extract<BubbleContent, { kind: 'list' }>['sections'][number];

/** Up to ten rows in sections, behind one button. */
export function draftList(action: Part, frame: Frame): Draft {
  const button = findText(action, 'button', "interactive['action']['button']") ?? '';
  checkSpan('Button label', button, messageLimits.listButton);
  const list = needList(action, 'sections', "interactive['action']['sections']");
  checkSectionCount(list);
  const sections = list.map((one, i) => readSection(one, `interactive['action']['sections'][${i}]`, list.length > 1));
  const ids = sections.flatMap((section) => section.rows.map((row) => row.id));
  if (ids.length > messageLimits.rows) throw sendRefusal(131009, `Total row count exceed max allowed count: ${messageLimits.rows}`);
  if (new Set(ids).size !== ids.length) throw sendRefusal(131009, 'Duplicate row id');
  const header = frame.header?.kind === 'text' ? frame.header.text : null;
  return { content: { kind: 'list', header, text: frame.text, footer: frame.footer, button, sections }, replies: null };
}

/** Lists and product lists have one to ten sections. */
export function checkSectionCount(list: readonly unknown[]): void {
  if (list.length < 1 || list.length > messageLimits.sections)
    throw sendRefusal(131009, `Invalid sections count. Min allowed sections: 1, Max allowed sections: ${messageLimits.sections}`);
}

/** The title of a section: needed when there is more than one. */
export function readSectionTitle(section: Part, path: string, titleIsNeeded: boolean): string | null {
  const title = findText(section, 'title', `${path}['title']`) ?? '';
  if (title === '' && titleIsNeeded) throw missingParameter(`${path}['title']`);
  if (title !== '') checkSpan('Section title', title, messageLimits.sectionTitle);
  return title === '' ? null : title;
}

function readSection(value: unknown, path: string, titleIsNeeded: boolean): Section {
  const section = partIn(value, path);
  const title = readSectionTitle(section, path, titleIsNeeded);
  const list = needList(section, 'rows', `${path}['rows']`);
  if (list.length === 0) throw missingParameter(`${path}['rows']`);
  if (list.length > messageLimits.rows) throw sendRefusal(131009, `Total row count exceed max allowed count: ${messageLimits.rows}`);
  const rows = list.map((one, i) => {
    const row = partIn(one, `${path}['rows'][${i}]`);
    const id = findText(row, 'id', `${path}['rows'][${i}]['id']`) ?? '';
    const rowTitle = findText(row, 'title', `${path}['rows'][${i}]['title']`) ?? '';
    const description = findText(row, 'description', `${path}['rows'][${i}]['description']`) ?? '';
    checkSpan('Row id', id, messageLimits.rowId);
    checkSpan('Row title', rowTitle, messageLimits.rowTitle);
    if (description !== '') checkSpan('Row description', description, messageLimits.rowDescription);
    return { id, title: rowTitle, description: description === '' ? null : description };
  });
  return { title, rows };
}
