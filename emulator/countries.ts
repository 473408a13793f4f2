/**
 * Area codes of +1 that are not in the United States: Canada and the Caribbean countries of the North American Numbering
 * Plan. The territories (Puerto Rico, Guam…) count as the United States here; Meta does not say.
 * Source: the NANPA list of area codes by place, from memory, 2026.
 */
const canada =
  '204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 460 468 474 506 514 519 ' +
  '537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 902 905 942 600 622';
const caribbean = '242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876';
const otherAreaCodes = new Set(`${canada} ${caribbean}`.split(' '));

/** Is this international number (digits only) one of the United States? */
export function isUnitedStates(waId: string): boolean {
  return waId.length === 11 && waId.startsWith('1') && !otherAreaCodes.has(waId.slice(1, 4));
}
