/** JPEG or PNG of at most 5 MB (Meta, media, read 2026-11-22); a larger file is refused before it travels. */
export const imageBytesMost = 5 * 1024 * 1024;
