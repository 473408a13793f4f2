const nameCharactersMost = 200;

/** A name to show and to download under: without control characters, quotes and slashes, never empty, never a hidden file. */
export function cleanName(name: string): string {
  return (
    name
      .replaceAll(/[\p{Cc}\p{Cf}"\\/]/gu, ' ')
      .replace(/^[.\s]+/, '')
      .trim()
      .slice(0, nameCharactersMost)
      .toWellFormed() || 'file'
  );
}

/** Endings of the types we keep, the usual one first. */
const endings: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg', 'jpe', 'jfif'],
  'image/png': ['png'],
  'image/webp': ['webp'],
  'image/gif': ['gif'],
  'video/mp4': ['mp4', 'm4v'],
  'video/3gpp': ['3gp', '3gpp'],
  'audio/ogg': ['ogg', 'opus', 'oga'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a', 'mp4'],
  'audio/aac': ['aac'],
  'audio/amr': ['amr'],
  'application/pdf': ['pdf'],
  'application/msword': ['doc'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.ms-powerpoint': ['ppt'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
};

function endingsOf(mime: string): readonly string[] | undefined {
  return endings[(mime.split(';')[0] ?? '').trim()];
}

/** A name for a file that came without one. */
export function nameFor(bare: string, mime: string): string {
  const ending = endingsOf(mime)?.[0];
  return ending === undefined ? bare : `${bare}.${ending}`;
}

/**
 * The name with the ending of its type, since phones choose a file's sign and its reader by it. Plain text keeps its own (csv, ics).
 *
 * @example fitName('coffee.txt', 'image/png') // 'coffee.png'
 */
export function fitName(name: string, mime: string): string {
  const right = endingsOf(mime);
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name)?.[1]?.toLowerCase();
  if (right === undefined || (ending !== undefined && right.includes(ending))) return name;
  return nameFor(name.replace(/\.[A-Za-z0-9]{1,5}$/, ''), mime);
}

/** The same name before its ending: `beans.jpg` with "sticker" is `beans sticker.webp`. */
export function besideName(name: string, word: string, mime: string): string {
  return nameFor(`${name.replace(/\.[A-Za-z0-9]{1,5}$/, '').slice(0, nameCharactersMost - 20)} ${word}`, mime);
}
