/** Closed list of failures that are not a matter of law; one place turns them into a status (`http/answer.ts`). */
export type ErrorCode =
  | 'bad_request'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'gone'
  | 'conflict'
  | 'too_large'
  | 'too_many'
  | 'unavailable';

/** What was typed cannot be read; `say` tells how to write it. */
export const badInput = (say: string): AppError => new AppError('bad_request', say, say);

/** `message` is for the log; `say` is a Chinese sentence for the person, when there is more to tell than the code does. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly say: string | undefined;
  constructor(code: ErrorCode, message: string, say?: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.say = say;
  }
}
