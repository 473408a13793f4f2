/** A share of memory that large files wait for: whoever takes gives back. */
export type Budget = { take(bytes: number): Promise<() => void>; readonly waiting: number };

/** Large bodies that may lie in memory at a time: two of Meta's largest documents and some pictures. */
export const largeBodiesBytes = 256 * 1024 * 1024;

/** Opens a budget. Those who come first are served first; one larger than everything gets everything. */
export function openBudget(total: number): Budget {
  let left = total;
  const queue: { bytes: number; go: () => void }[] = [];
  const serve = (): void => {
    for (let next = queue[0]; next !== undefined && next.bytes <= left; next = queue[0]) {
      queue.shift();
      left -= next.bytes;
      next.go();
    }
  };
  return {
    take(asked) {
      const bytes = Math.min(asked, total);
      return new Promise((resolve) => {
        let isBack = false;
        queue.push({
          bytes,
          go: () =>
            resolve(() => {
              if (isBack) return;
              isBack = true;
              left += bytes;
              serve();
            }),
        });
        serve();
      });
    },
    get waiting() {
      return queue.length;
    },
  };
}
