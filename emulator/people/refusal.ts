/** A control call that cannot be done: what, which value, and what to do about it; `at` is the place in the body. */
export class ControlRefusal extends Error {
  readonly status: number;
  readonly at: string | undefined;

  constructor(status: number, message: string, at?: string) {
    super(message);
    this.name = 'ControlRefusal';
    this.status = status;
    this.at = at;
  }
}
