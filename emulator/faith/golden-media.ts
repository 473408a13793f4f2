import type { Exchange } from './exchange.ts';
import { done, files, id, missing, refusal, sendRefusal, unknown } from './golden-parts.ts';

const upload = (say: string, name: string, file: { name: string; type: string; base64: string }): Exchange => ({
  say,
  call: 'POST {number}/media',
  form: { fields: { messaging_product: 'whatsapp', type: file.type }, file },
  answer: { id },
  keep: { [name]: 'id' },
});
const record = { messaging_product: 'whatsapp', url: /^http/, mime_type: 'image/png', sha256: /^[0-9a-f]{64}$/, file_size: /^\d+$/, id: '{image}' };

/** Media and resumable uploads: Meta's pages "Media" and "Resumable Upload", as facts §1.2 has them. */
export const mediaExchanges: readonly Exchange[] = [
  upload('an uploaded picture', 'image', { name: 'p.png', type: 'image/png', base64: files.png }),
  upload('an uploaded film', 'video', { name: 'v.mp4', type: 'video/mp4', base64: files.mp4 }),
  upload('an uploaded document', 'document', { name: 'd.pdf', type: 'application/pdf', base64: files.pdf }),
  upload('an uploaded voice note', 'audio', { name: 'a.ogg', type: 'audio/ogg', base64: files.ogg }),
  upload('an uploaded sticker', 'sticker', { name: 's.webp', type: 'image/webp', base64: files.webp }),
  upload('an uploaded picture to throw away', 'rubbish', { name: 'p.png', type: 'image/png', base64: files.png }),
  { say: 'an upload without file', call: 'POST {number}/media', form: { fields: { messaging_product: 'whatsapp' } }, status: 400, answer: missing('file') },
  {
    say: 'an upload of a type nobody takes',
    call: 'POST {number}/media',
    form: { fields: { messaging_product: 'whatsapp' }, file: { name: 'x.exe', type: 'application/x-msdownload', base64: 'TVo=' } },
    status: 400,
    answer: sendRefusal(131_053, /x-msdownload/),
  },
  { say: 'where a picture is', call: 'GET {image}', answer: record, keep: { address: 'url' } },
  { say: 'the bytes of a picture', call: 'GET {address}', answer: files.png },
  { say: 'the bytes of a picture without token', call: 'GET {address}', token: 'none', status: 404, answer: /./ },
  { say: 'where a picture of this number is', call: 'GET {image}?phone_number_id={number}', answer: record },
  { say: 'a picture of another number', call: 'GET {image}?phone_number_id=999999', status: 400, answer: unknown('get', '{image}') },
  { say: 'a deleted picture', call: 'DELETE {rubbish}', answer: done },
  { say: 'a picture deleted twice', call: 'DELETE {rubbish}', status: 400, answer: unknown('delete', '{rubbish}') },
  {
    say: 'a begun upload',
    call: `POST {app}/uploads?file_name=h.png&file_length=${Buffer.from(files.png, 'base64').length}&file_type=image/png`,
    answer: { id: /^upload:/ },
    keep: { upload: 'id' },
  },
  { say: 'an upload of no type', call: 'POST {app}/uploads?file_name=h.png&file_length=9&file_type=image/xyz', status: 400, answer: refusal(100, /file_type/) },
  { say: 'how far an upload is', call: 'GET {upload}', answer: { id: '{upload}', file_offset: 0 } },
  {
    say: 'the bytes of an upload',
    call: 'POST {upload}',
    bytes: { type: 'application/octet-stream', base64: files.png, headers: { file_offset: '0' } },
    answer: { h: /^4::/ },
    keep: { handle: 'h' },
  },
  { say: 'an upload nobody began', call: 'GET upload:nothing', status: 400, answer: unknown('get', 'upload:nothing') },
];
