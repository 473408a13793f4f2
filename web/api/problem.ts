import type { RefusalCode } from '#core/contract/refusals.ts';

/** What the server refused, or that it could not be reached at all. */
export type ProblemCode = RefusalCode | 'unreachable' | 'unreadable';

/** One fault in the input: `at` is a JSON pointer such as `/body/name`. */
export type ProblemFault = { readonly at: string; readonly message: string };

/**
 * A "no" of the API, as the caller catches it. `detail` is a sentence for the person that names thing, value and cure;
 * `code` is what a program looks at. `unreachable` means that no answer came, `unreadable` that it was no answer of ours.
 */
export class ApiProblem extends Error {
  readonly code: ProblemCode;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly ProblemFault[];
  readonly requestId: string | null;

  constructor(problem: {
    code: ProblemCode;
    status: number;
    title: string;
    detail: string;
    errors: readonly ProblemFault[];
    requestId: string | null;
    cause?: unknown;
  }) {
    super(problem.detail, { cause: problem.cause });
    this.name = 'ApiProblem';
    this.code = problem.code;
    this.status = problem.status;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors;
    this.requestId = problem.requestId;
  }
}

/** The sentence at one place of the input, such as `/body/name`; undefined when the fault is elsewhere. */
export function faultAt(problem: unknown, at: string): string | undefined {
  if (!(problem instanceof ApiProblem)) return undefined;
  return problem.errors.find((fault) => fault.at === at || fault.at === `/body${at}`)?.message;
}

/** Reads an answer of 400 or more; a body that is no problem document becomes `unreadable` with the status said. */
export function parseProblem(status: number, text: string): ApiProblem {
  const unreadable = { code: 'unreadable' as const, status, title: `HTTP ${status}`, detail: text.slice(0, 300), errors: [], requestId: null };
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch (cause) {
    return new ApiProblem({ ...unreadable, cause });
  }
  if (typeof body !== 'object' || body === null || !('code' in body) || !('detail' in body)) return new ApiProblem(unreadable);
  const said = body as { code: ProblemCode; detail: string; title?: string; errors?: ProblemFault[]; request_id?: string };
  return new ApiProblem({
    code: said.code,
    status,
    title: said.title ?? '',
    detail: said.detail,
    errors: said.errors ?? [],
    requestId: said.request_id ?? null,
  });
}
