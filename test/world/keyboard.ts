import type { Locator, Page } from 'playwright-core';

/** A person who has no mouse: everything is reached with Tab, arrows, Enter and words. */
export type Keyboard = {
  /** Presses Tab until the focus is there. */
  readonly tabTo: (target: Locator) => Promise<void>;
  /** Goes to a word of a sentence, opens its list and takes an option. */
  readonly pick: (word: Locator, option: string) => Promise<void>;
  readonly press: (key: string) => Promise<void>;
  readonly write: (text: string) => Promise<void>;
};

/** A page on which something is further away than this by Tab is no page for the keyboard. */
const tabsMost = 150;
/** No list of a sentence is longer than this after a search. */
const optionsMost = 40;

/** Opens the keyboard of a page. Every call fails with what it did not reach. */
export function openKeyboard(page: Page): Keyboard {
  const press = (key: string) => page.keyboard.press(key);
  const tabTo = async (target: Locator) => {
    await target.first().waitFor();
    for (let tab = 0; tab < tabsMost; tab += 1) {
      if (await target.first().evaluate((element) => element === document.activeElement)) return;
      await press('Tab');
    }
    throw new Error(`${target.toString()} is not reached with ${tabsMost} tabs`);
  };
  const pick = async (word: Locator, option: string) => {
    await tabTo(word);
    await press('Enter');
    const list = page.getByRole('listbox').filter({ visible: true });
    await list.waitFor();
    const wanted = list.getByRole('option').filter({ hasText: option }).first();
    await wanted.waitFor();
    for (let at = 0; at < optionsMost; at += 1) {
      if ((await wanted.getAttribute('data-combobox-selected')) !== null) {
        await press('Enter');
        return list.waitFor({ state: 'detached' });
      }
      await press('ArrowDown');
    }
    throw new Error(`"${option}" is not reached with the arrows`);
  };
  return { tabTo, pick, press, write: (text) => page.keyboard.type(text) };
}
