import type { Page } from 'playwright-core';

/** A file as Playwright has it. */
export type DroppedFile = { readonly name: string; readonly mimeType: string; readonly buffer: Buffer };

/** Drags files over a page that takes them anywhere, and lets them go once the page has said that it would take them. */
export async function dropFiles(page: Page, files: readonly DroppedFile[], invitation: string): Promise<void> {
  const packed = files.map(({ name, mimeType, buffer }) => ({ name, mimeType, content: buffer.toString('base64') }));
  const held = await page.evaluateHandle((all) => {
    const transfer = new DataTransfer();
    for (const { name, mimeType, content } of all) {
      const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([bytes], name, { type: mimeType }));
    }
    return transfer;
  }, packed);
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: held });
  await page.getByText(invitation).waitFor();
  await page.dispatchEvent('main', 'drop', { dataTransfer: held });
}
