/** A call to Teams that came to nothing. Nobody can be told in chat, so it stays in this room and the log. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  /** What Teams answered; `null` when nothing usable came. */
  readonly status: number | null;

  constructor(message: string, status: number | null, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.status = status;
  }

  /** The conversation is gone or the person blocked the bot: trying again never helps (G27). */
  get isGone(): boolean {
    return this.status === 403 || this.status === 404;
  }
}
