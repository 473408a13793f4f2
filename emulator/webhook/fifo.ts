/** A row to stand in: whoever came first leaves first, at the same price however long the row is. */
export type Fifo<Held> = { push(held: Held): void; shift(): Held | undefined; peek(): Held | undefined; readonly size: number };

/** Places left behind before the row moves up: moving is cheap when it is rare. */
const movesUpAfter = 1_024;

/** Opens an empty row. */
export function openFifo<Held>(): Fifo<Held> {
  let list: (Held | undefined)[] = [];
  let head = 0;
  return {
    push: (held) => void list.push(held),
    shift() {
      if (head === list.length) return undefined;
      const first = list[head];
      list[head] = undefined;
      head += 1;
      if (head === list.length) {
        list = [];
        head = 0;
      } else if (head >= movesUpAfter && head * 2 > list.length) {
        list = list.slice(head);
        head = 0;
      }
      return first;
    },
    peek: () => list[head],
    get size() {
      return list.length - head;
    },
  };
}
